package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.config.ServerConfig.Timeouts;
import java.time.Duration;

/** How long a first token may take: prefill time grows with the prompt, so one limit for all would fit none. */
final class FirstTokenLimit {
    /**
     * Prompts up to this length get the configured {@code server.timeouts.first_token}; longer ones get as much more as they
     * are longer. About 4,000 tokens at 4 characters each: the longest prompt of the shipped scenarios, so the configured
     * value means what it says there.
     */
    static final int COVERED_CHARS = 16_000;

    /** What a message says where the limit was scaled. */
    static final String EXPLANATION =
            "; it is meant for prompts of up to " + COVERED_CHARS + " characters, and grew with this one";

    private FirstTokenLimit() {}

    /** The limit for a prompt; the one that a message shows. */
    static Duration of(Duration configured, int promptChars) {
        if (promptChars <= COVERED_CHARS) {
            return configured;
        }
        return Duration.ofNanos(Math.round(configured.toNanos() * ((double) promptChars / COVERED_CHARS)));
    }

    /** The limits of a generation with this prompt. Only the first token's grows: {@code total} is a hard end. */
    static Timeouts scaled(Timeouts configured, int promptChars) {
        return new Timeouts(
                configured.connect(),
                configured.load(),
                of(configured.firstToken(), promptChars),
                configured.betweenTokens(),
                configured.total());
    }
}
