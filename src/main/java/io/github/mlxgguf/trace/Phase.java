package io.github.mlxgguf.trace;

/** The parts of a cell in which memory is told apart; see {@code docs/METHODOLOGY.md}. */
public enum Phase {
    /** The server that the suite is about to start does not run yet. */
    BEFORE_SERVER("before_server"),
    /** The server runs and holds no model. */
    SERVER_IDLE("server_idle"),
    /** Quiet machine right before a load; what everything else is measured against. */
    BASELINE("baseline"),
    /** Right after the load call returned. */
    LOADED("loaded"),
    /** The model is resident and nobody asks anything. */
    IDLE("idle"),
    /** From the request to the first text. */
    PREFILL("prefill"),
    /** From the first text to the last event. */
    DECODE("decode"),
    /** After the last measured generation of a scenario. */
    AFTER("after"),
    /** After the unload, once memory settled or the wait ended. */
    UNLOADED("unloaded");

    private final String id;

    Phase(String id) {
        this.id = id;
    }

    /** The spelling used in records. */
    public String id() {
        return id;
    }
}
