package io.github.mlxgguf.metric;

import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Some readings of one memory figure.
 *
 * @param medianBytes their median, rounded down
 * @param peakBytes the highest, or null with fewer than {@link #MIN_READINGS_FOR_PEAK} readings
 * @param n how many there are; each tick that read the source is one, whether the value changed or not
 */
public record ByteStatistic(long medianBytes, @Nullable Long peakBytes, int n) {
    /** With fewer readings the true peak is more likely missed than seen. */
    public static final int MIN_READINGS_FOR_PEAK = 3;

    /** The statistic, or null of nothing. */
    static @Nullable ByteStatistic of(Collection<Long> readings) {
        Long median = Median.ofLongs(readings);
        if (median == null) {
            return null;
        }
        Long peak = readings.size() < MIN_READINGS_FOR_PEAK ? null : Collections.max(readings);
        return new ByteStatistic(median, peak, readings.size());
    }
}
