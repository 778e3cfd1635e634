package io.github.mlxgguf.analysis.summary;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which direction of a figure a user wants. */
public enum Better {
    HIGHER("higher"),
    LOWER("lower");

    private final String id;

    Better(String id) {
        this.id = id;
    }

    /** The spelling used in {@code summary.json}. */
    @JsonValue
    public String id() {
        return id;
    }
}
