package io.github.mlxgguf.trace;

import java.util.Arrays;
import java.util.Optional;

/** Whether every weight works on every token, or a router picks a few experts for each. */
public enum Architecture {
    /** All weights are used for every token. */
    DENSE("dense"),
    /** Mixture of experts: a router activates a subset of the weights per token. */
    MOE("moe");

    private final String id;

    Architecture(String id) {
        this.id = id;
    }

    /** The spelling used in the config and in records. */
    public String id() {
        return id;
    }

    /** The architecture whose {@link #id()} is {@code id}, or empty. */
    public static Optional<Architecture> fromId(String id) {
        return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
    }
}
