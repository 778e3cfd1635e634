package io.github.mlxgguf.trace;

import java.util.Arrays;
import java.util.Optional;

/** Which half of a pair a build is: a ratio is always candidate divided by baseline. */
public enum Side {
    /** The divisor; GGUF in a GGUF/MLX pair. */
    BASELINE("baseline"),
    /** The dividend; MLX in a GGUF/MLX pair. */
    CANDIDATE("candidate");

    private final String id;

    Side(String id) {
        this.id = id;
    }

    /** The spelling used in records, where the field is called {@code variant}. */
    public String id() {
        return id;
    }

    /** The side whose {@link #id()} is {@code id}, or empty. */
    public static Optional<Side> fromId(String id) {
        return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
    }
}
