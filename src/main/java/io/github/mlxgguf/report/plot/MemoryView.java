package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.metric.ConditionLimits;
import java.util.Optional;

/**
 * What a drawing shows of the memory around a load.
 *
 * @param committed whether it is committed memory against its baseline rather than memory of the worker
 * @param originBytes what is taken off every value
 * @param highest bucket with the highest value
 */
record MemoryView(MemoryCourse course, MemorySeries series, boolean committed, long originBytes, int highest) {

    static Optional<MemoryView> ofCommitted(MemoryCourse course) {
        Long baseline = course.baselineBytes();
        return baseline == null ? Optional.empty() : of(course, course.committed(), true, baseline);
    }

    static Optional<MemoryView> ofWorker(MemoryCourse course) {
        return of(course, course.worker(), false, 0);
    }

    private static Optional<MemoryView> of(MemoryCourse course, MemorySeries series, boolean committed, long origin) {
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(new MemoryView(course, series, committed, origin, series.highest()));
    }

    double least(int bucket) {
        return (double) series.least(bucket) - originBytes;
    }

    double greatest(int bucket) {
        return (double) series.greatest(bucket) - originBytes;
    }

    double highestBytes() {
        return greatest(highest);
    }

    /** Whether swap grew by more than the machine's own noise. */
    boolean swappedIn(int bucket) {
        Long growth = course.swapGrowthBytes(bucket);
        return growth != null && growth > ConditionLimits.SWAP_GROWTH_BYTES;
    }

    boolean swapped() {
        Long growth = course.swapGrowthBytes();
        return growth != null && growth > ConditionLimits.SWAP_GROWTH_BYTES;
    }

    boolean pressedIn(int bucket) {
        return course.pressure(bucket) >= ConditionLimits.PRESSURE_WARN;
    }

    boolean pressed() {
        return highestPressure() >= ConditionLimits.PRESSURE_WARN;
    }

    /** 0 where it was not read. */
    int highestPressure() {
        int highest = 0;
        for (int i = 0; i < course.buckets(); i++) {
            highest = Math.max(highest, course.pressure(i));
        }
        return highest;
    }
}
