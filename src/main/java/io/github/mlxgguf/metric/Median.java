package io.github.mlxgguf.metric;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The middle value; of an even number of values the mean of the two in the middle. */
public final class Median {
    private Median() {}

    /** The median, or null of nothing. */
    public static @Nullable Double of(Collection<Double> values) {
        return values.isEmpty()
                ? null
                : Percentile.of(values.stream().mapToDouble(Double::doubleValue).toArray(), 50);
    }

    /** The median of whole numbers such as bytes, rounded down; null of nothing. */
    public static @Nullable Long ofLongs(Collection<Long> values) {
        if (values.isEmpty()) {
            return null;
        }
        long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        int upper = sorted.length / 2;
        int lower = (sorted.length - 1) / 2;
        return sorted[lower] + (sorted[upper] - sorted[lower]) / 2;
    }
}
