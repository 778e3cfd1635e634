package io.github.mlxgguf.record;

import io.github.mlxgguf.trace.Sample;
import java.util.List;

/** A sample in which every value was read, and no two are alike. */
public final class FullSample {
    private FullSample() {}

    /** At a time of the session clock. */
    public static Sample at(long tNs) {
        return new Sample(
                tNs,
                1L,
                2L,
                3L,
                4,
                5L,
                6L,
                7L,
                8L,
                9L,
                10L,
                11L,
                0.12,
                0.13,
                1.4,
                0.15,
                0.16,
                0.17,
                18L,
                19.5,
                "nominal",
                20L,
                21L,
                22L,
                23L,
                24L,
                25L,
                26L,
                0.27,
                1.28,
                29.5,
                30.5,
                31.5,
                32.5,
                33.5,
                "mains",
                true,
                List.of(0.35, 1.0));
    }
}
