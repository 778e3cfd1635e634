package io.github.mlxgguf.server;

/** The stretch of a call that a time-out watches; named as in the config's {@code server.timeouts}. */
public enum TimeoutPhase {
    /** Until the TCP connection stands. */
    CONNECT("connect"),
    /** Until a load call is answered. */
    LOAD("load"),
    /** Until the first text of a generation. */
    FIRST_TOKEN("first_token"),
    /** Between two events of a generation. */
    BETWEEN_TOKENS("between_tokens"),
    /** The whole generation. */
    TOTAL("total");

    private final String label;

    TimeoutPhase(String label) {
        this.label = label;
    }

    /** The config key. */
    public String label() {
        return label;
    }
}
