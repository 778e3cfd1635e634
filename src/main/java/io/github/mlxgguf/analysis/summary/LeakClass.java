package io.github.mlxgguf.analysis.summary;

import com.fasterxml.jackson.annotation.JsonValue;

/** What kind of growth a course of memory shows. */
public enum LeakClass {
    /** None was found; how much would have been is said beside it. */
    NONE("none"),
    /** It grew at first and is flat since, as a cache that has filled. */
    BOUNDED("bounded"),
    /** It grows with every request. */
    LINEAR("linear"),
    /** It jumped once or a few times and is flat in between. */
    STEP("step"),
    /** It grew; too few requests to tell how. */
    GROWTH("growth"),
    /** Too few requests to say anything. */
    INSUFFICIENT("insufficient");

    private final String id;

    LeakClass(String id) {
        this.id = id;
    }

    /** The spelling used in {@code summary.json}. */
    @JsonValue
    public String id() {
        return id;
    }
}
