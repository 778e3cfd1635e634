package io.github.mlxgguf.metric;

import static io.github.mlxgguf.metric.ConditionLimits.BYTES_PER_GB;
import static io.github.mlxgguf.metric.ConditionLimits.BYTES_PER_MB;
import static io.github.mlxgguf.metric.ConditionLimits.GROWTH_BYTES;
import static io.github.mlxgguf.metric.ConditionLimits.GROWTH_GENERATIONS;
import static io.github.mlxgguf.metric.ConditionLimits.GROWTH_PERCENT;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Finds out whether a worker's memory grew from the first generations of a prompt to the last; no judgement on a leak. */
public final class Growth {
    private Growth() {}

    /**
     * Memory of the worker during one generation.
     *
     * @param bytes the median of its readings
     */
    public record Reading(long startNs, long endNs, long bytes) {}

    /**
     * What is unusual about a course, if anything; see {@link AnomalyKind#GROWTH}.
     *
     * @param course generations of the same work in the order of time
     */
    public static Optional<Anomaly> of(List<Reading> course) {
        if (course.size() < GROWTH_GENERATIONS) {
            return Optional.empty();
        }
        int third = course.size() / 3;
        long first = median(course.subList(0, third));
        long last = median(course.subList(course.size() - third, course.size()));
        long grown = last - first;
        if (grown <= GROWTH_BYTES || grown <= first * (GROWTH_PERCENT / 100.0)) {
            return Optional.empty();
        }
        return Optional.of(new Anomaly(
                AnomalyKind.GROWTH,
                course.get(0).startNs(),
                course.get(course.size() - 1).endNs(),
                grown,
                String.format(
                        Locale.ROOT,
                        "The worker's memory grew by %.1f MB over %d generations, from %.3f GB in the first third to %.3f GB in"
                                + " the last.",
                        grown / (double) BYTES_PER_MB,
                        course.size(),
                        first / BYTES_PER_GB,
                        last / BYTES_PER_GB)));
    }

    private static long median(List<Reading> readings) {
        return Objects.requireNonNull(
                Median.ofLongs(readings.stream().map(Reading::bytes).toList()), "a third has at least one reading");
    }
}
