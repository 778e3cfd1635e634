package io.github.mlxgguf.analysis.advice;

import java.util.Arrays;
import java.util.Optional;

/** What somebody wants a model for. */
public enum Use {
    /** A short question whose whole answer shall be there soon. */
    FASTEST_ANSWER("fastest_answer", "Fastest whole answer"),
    /** A question on a long text. */
    FASTEST_LONG_DOCUMENT("fastest_long_document", "Fastest long document"),
    /** A machine that has other things to hold as well. */
    LEAST_MEMORY("least_memory", "Least memory"),
    /** A model that stays loaded for days. */
    MOST_STABLE("most_stable", "Most stable"),
    /** Many turns, each with everything that was said before it. */
    AGENT("agent", "Agent with many turns");

    private final String id;
    private final String label;

    Use(String id, String label) {
        this.id = id;
        this.label = label;
    }

    /** The spelling used in {@code summary.json}. */
    public String id() {
        return id;
    }

    /** The use whose {@link #id()} is {@code id}, or empty. */
    public static Optional<Use> fromId(String id) {
        return Arrays.stream(values()).filter(use -> use.id.equals(id)).findFirst();
    }

    /** The name at the head of a table row. */
    public String label() {
        return label;
    }
}
