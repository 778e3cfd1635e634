package io.github.mlxgguf.embedded.engine;

/** Why an answer ended, in LM Studio's words. */
public enum StopReason {
    MAX_TOKENS("maxPredictedTokensReached"),
    CONTEXT_FULL("contextLengthReached"),
    END_OF_TEXT("eosFound");

    private final String id;

    StopReason(String id) {
        this.id = id;
    }

    /** The spelling of the {@code /api/v0} statistics. */
    public String id() {
        return id;
    }
}
