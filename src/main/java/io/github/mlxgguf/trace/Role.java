package io.github.mlxgguf.trace;

/** Why a generation was made; only {@link #MEASURED} ones count. */
public enum Role {
    /** Discarded: it pays for first-use effects (compiled kernels, page faults, lazily allocated caches). */
    WARMUP("warmup"),
    /** Counted in every figure. */
    MEASURED("measured"),
    /** Asked twice to see whether the answers agree; never timed. */
    CONSISTENCY("consistency");

    private final String id;

    Role(String id) {
        this.id = id;
    }

    /** The spelling used in records. */
    public String id() {
        return id;
    }
}
