package io.github.mlxgguf.analysis.history;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A figure of one build in one run.
 *
 * @param started when the run's first record was written, ISO-8601 UTC
 * @param engine name and version of the engine of the build's format; null if unknown
 * @param median of the loads' medians, in the metric's unit
 * @param loadMedians one for each load, in the order of the rounds
 * @param provisional fewer than 3 loads stand behind it
 * @param doubts conditions of the run that make it doubtful
 */
public record Point(
        String runId,
        String started,
        @Nullable String engine,
        @Nullable String serverVersion,
        @Nullable String suiteVersion,
        double median,
        int n,
        int loads,
        List<Double> loadMedians,
        boolean provisional,
        List<String> doubts) {
    /** Lowest load; the median itself where the loads are not known. */
    public double least() {
        return loadMedians.stream().mapToDouble(Double::doubleValue).min().orElse(median);
    }

    /** Highest load; the median itself where the loads are not known. */
    public double greatest() {
        return loadMedians.stream().mapToDouble(Double::doubleValue).max().orElse(median);
    }

    /** Whether two runs used the same engine and the same version of the server. */
    boolean hasVersionsOf(Point other) {
        return Objects.equals(engine, other.engine) && Objects.equals(serverVersion, other.serverVersion);
    }
}
