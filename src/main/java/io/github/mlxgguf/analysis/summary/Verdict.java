package io.github.mlxgguf.analysis.summary;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the interval of a ratio says about the two builds. */
public enum Verdict {
    /** The whole interval says that the baseline is better. */
    BASELINE("baseline"),
    /** The whole interval says that the candidate is better. */
    CANDIDATE("candidate"),
    /** The whole interval lies inside the band of practical equivalence. */
    EQUAL("equal"),
    /** There is no interval, or it does not say. */
    UNDECIDED("undecided"),
    /** The two figures must not be compared; the reason stands beside it. */
    WITHHELD("withheld");

    private final String id;

    Verdict(String id) {
        this.id = id;
    }

    /** The spelling used in {@code summary.json}. */
    @JsonValue
    public String id() {
        return id;
    }
}
