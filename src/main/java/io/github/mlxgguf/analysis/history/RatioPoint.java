package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.summary.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Candidate divided by baseline in one run.
 *
 * @param low of the 95 % interval; null under 3 loads of each build
 * @param high null where {@code low} is
 */
public record RatioPoint(
        String runId,
        String started,
        double value,
        @Nullable Double low,
        @Nullable Double high,
        Verdict verdict) {}
