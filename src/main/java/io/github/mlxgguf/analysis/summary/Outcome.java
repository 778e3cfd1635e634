package io.github.mlxgguf.analysis.summary;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a run says about an expectation. */
public enum Outcome {
    /** The whole interval meets it. */
    MET("met"),
    /** The whole interval misses it. */
    VIOLATED("violated"),
    /** There is no interval yet, or it holds the bound. */
    UNDECIDED("undecided"),
    /** There is no figure, or one that must not be judged. */
    UNKNOWN("unknown");

    private final String id;

    Outcome(String id) {
        this.id = id;
    }

    /** The spelling used in {@code summary.json}. */
    @JsonValue
    public String id() {
        return id;
    }
}
