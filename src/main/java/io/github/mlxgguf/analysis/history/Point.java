package io.github.mlxgguf.analysis.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.mlxgguf.metric.UnpairedRatio;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A figure of one build in one run.
 *
 * @param started when the run's first record was written, ISO-8601 UTC
 * @param conditions what it was measured with
 * @param median of the loads' medians, in the metric's unit; null where nothing came of the attempts
 * @param succeeded attempts that ended well: the median is of those alone
 * @param attempted all of them
 * @param loadMedians one for each load, in the order of the rounds
 * @param provisional fewer than 3 loads stand behind it
 * @param inOrder whether the run ended in order
 * @param implausible the run's own checks say that it cannot be
 * @param doubts conditions of the run that make it doubtful
 */
public record Point(
        String runId,
        String started,
        @JsonUnwrapped Conditions conditions,
        @Nullable Double median,
        int n,
        int loads,
        int succeeded,
        int attempted,
        List<Double> loadMedians,
        boolean provisional,
        boolean inOrder,
        boolean implausible,
        List<String> doubts) {
    /** Name and version of the engine of the build's format; null if unknown. */
    public @Nullable String engine() {
        return conditions.engine();
    }

    /** As the server tells it; null if unknown. */
    public @Nullable String serverVersion() {
        return conditions.serverVersion();
    }

    /** Version of this suite; null if unknown. */
    public @Nullable String suiteVersion() {
        return conditions.suiteVersion();
    }

    /** Whether there is a figure. */
    public boolean hasValue() {
        return median != null;
    }

    /** Whether some attempts failed: the figure is of the others. */
    public boolean hasFailures() {
        return succeeded < attempted;
    }

    /** The median of a point that has one. */
    public double value() {
        return Objects.requireNonNull(median);
    }

    /** Lowest load; the median itself where the loads are not known. */
    public double least() {
        return loadMedians.stream().mapToDouble(Double::doubleValue).min().orElseGet(this::value);
    }

    /** Highest load; the median itself where the loads are not known. */
    public double greatest() {
        return loadMedians.stream().mapToDouble(Double::doubleValue).max().orElseGet(this::value);
    }

    static boolean isProvisional(int loads) {
        return loads < UnpairedRatio.MIN_LOADS;
    }
}
