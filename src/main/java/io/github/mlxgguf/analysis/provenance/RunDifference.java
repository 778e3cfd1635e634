package io.github.mlxgguf.analysis.provenance;

import org.jspecify.annotations.Nullable;

/**
 * One condition that differs between two runs.
 *
 * @param subject which one, for example {@code engine mlx}
 * @param old what the older run says; null is unknown
 * @param now what the newer run says; null is unknown
 */
public record RunDifference(
        Kind kind,
        String subject,
        @Nullable String old,
        @Nullable String now) {
    /** What differs. */
    public enum Kind {
        /** What the figures are evidence of. */
        SERVER_KIND,
        /** Model identifier, chip, cores, memory. */
        HARDWARE,
        /** A setting that decides what was asked, or how often. */
        SETTING,
        /** Bytes of the config file, where no setting that is recorded differs. */
        CONFIG,
        ENGINE,
        SERVER_VERSION,
        OPERATING_SYSTEM,
        SUITE
    }

    /** For example {@code engine mlx: mlx-llm 1.1.0, then mlx-llm 1.2.0}. */
    public String sentence() {
        return subject + ": " + (old == null ? "unknown" : old) + ", then " + (now == null ? "unknown" : now);
    }
}
