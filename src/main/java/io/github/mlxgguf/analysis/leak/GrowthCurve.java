package io.github.mlxgguf.analysis.leak;

import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Memory after each completed request of one load, with what was made of it.
 *
 * @param metric the sample field
 * @param megabytes median after each request, in the order of time; 10^6 bytes
 * @param fitted the fitted line or plateau at the same requests; null where none was fitted
 * @param settledFrom index of the first request that counts; the ones before it are still settling
 * @param verdict one sentence
 */
public record GrowthCurve(
        Side side,
        String label,
        int round,
        String metric,
        List<Double> megabytes,
        @Nullable List<Double> fitted,
        int settledFrom,
        LeakClass leakClass,
        String verdict) {
    /** Copies the lists. */
    public GrowthCurve {
        megabytes = List.copyOf(megabytes);
        fitted = fitted == null ? null : List.copyOf(fitted);
    }
}
