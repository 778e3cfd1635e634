package io.github.mlxgguf.analysis.summary;

import com.fasterxml.jackson.annotation.JsonValue;

/** What kind of growth a course of memory shows. */
public enum LeakClass {
    /** None was found, or surely too little to count; how much would have been found is said beside it. */
    NONE("none"),
    /** It grew at first and is flat since, as a cache that has filled. */
    BOUNDED("bounded"),
    /** It grows with every request. */
    LINEAR("linear"),
    /** It jumped once or a few times and is flat in between. */
    STEP("step"),
    /** It grew; what there is does not tell how, or whether by enough to count. */
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
