package io.github.mlxgguf.metric;

import java.util.Arrays;

/**
 * Percentiles by linear interpolation between order statistics, the type 7 of Hyndman and Fan, "Sample Quantiles in
 * Statistical Packages", The American Statistician 50 (1996): the default of R, NumPy and most spreadsheets.
 */
public final class Percentile {
    private Percentile() {}

    /**
     * A percentile of some values in any order.
     *
     * @param percent from 0 (lowest value) to 100 (highest)
     * @throws IllegalArgumentException if there is no value or the percentile is out of range
     */
    public static double of(double[] values, double percent) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values, so no percentile");
        }
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("expected a percentile from 0 to 100, found " + percent);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = (sorted.length - 1) * percent / 100;
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
