package io.github.mlxgguf.metric.leak;

import io.github.mlxgguf.metric.Percentile;
import io.github.mlxgguf.metric.StudentT;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The slope of a course as the median of the slopes between all pairs of readings, which a few outliers do not move, with its 95 %
 * interval (Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau", JASA 63, 1968): the slopes at the ranks (N ± C)
 * / 2, where N is the number of pairs and C is 1.96 times the standard deviation of Kendall's S. Both halves of it are then
 * stretched: by the root of what {@link Autocorrelation} adds to the variance, and by Student's quantile at n − 2 over the normal
 * one. To inflate the variance of S itself would take ranks at the far ends, whose slopes are those of neighbours: in simulation
 * with AR(0.6) noise and 30 readings that interval is three times as wide and covers no better.
 *
 * @param slope per request, in the unit of the readings
 * @param intercept the median of what remains, at index 0
 * @param low of the interval
 * @param high of the interval
 * @param detectable the smallest true slope whose interval, if it is as wide as this one, lies above 0 with a probability of 95 %: half
 *     of the interval's width × (1 + 1.645 / quantile); at least {@link #RESOLUTION_MB}. The width is an estimate too, so a new course
 *     of the same noise shows such a slope less often; the calibration says how often
 * @param autocorrelation lag 1, of what the line leaves; at least 0
 * @param n number of readings
 */
public record TheilSen(
        double slope, double intercept, double low, double high, double detectable, double autocorrelation, int n) {
    /** A page of Apple silicon, 16 KiB, in MB: less than one page per request need not show in a reading. */
    public static final double RESOLUTION_MB = 16_384 / 1e6;

    /** Under this many readings an interval says nothing. */
    public static final int MIN_READINGS = 4;

    private static final double POWER = 0.95;
    private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

    /**
     * The slope of readings at equal distances.
     *
     * @param megabytes in the order of time
     * @throws IllegalArgumentException if there are fewer than {@link #MIN_READINGS}
     */
    public static TheilSen of(double[] megabytes) {
        int n = megabytes.length;
        if (n < MIN_READINGS) {
            throw new IllegalArgumentException("expected at least " + MIN_READINGS + " readings, found " + n);
        }
        double[] slopes = pairSlopes(megabytes);
        double slope = Percentile.of(slopes, 50);
        double[] rest = new double[n];
        for (int i = 0; i < n; i++) {
            rest[i] = megabytes[i] - slope * i;
        }
        double rho = Autocorrelation.ofDetrended(rest);
        double c = STANDARD_NORMAL.inverseSurvivalProbability(StudentT.TAIL)
                * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
        double quantile = StudentT.quantile(n - 2);
        double stretch = quantile
                / STANDARD_NORMAL.inverseSurvivalProbability(StudentT.TAIL)
                * Math.sqrt(Autocorrelation.varianceInflation(rho, n));
        Arrays.sort(slopes);
        double low = slope - stretch * (slope - ranked(slopes, (slopes.length - c) / 2));
        double high = slope + stretch * (ranked(slopes, (slopes.length + c) / 2 + 1) - slope);
        double more = STANDARD_NORMAL.inverseCumulativeProbability(POWER) / quantile;
        return new TheilSen(
                slope,
                Percentile.of(rest, 50),
                low,
                high,
                Math.max(RESOLUTION_MB, (high - low) / 2 * (1 + more)),
                rho,
                n);
    }

    /** The line at each reading. */
    public List<Double> fitted() {
        return IntStream.range(0, n).mapToObj(i -> intercept + slope * i).toList();
    }

    private static double[] pairSlopes(double[] values) {
        double[] slopes = new double[values.length * (values.length - 1) / 2];
        int at = 0;
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                slopes[at++] = (values[j] - values[i]) / (j - i);
            }
        }
        return slopes;
    }

    /** The value at a rank from 1, between two ranks by interpolation; beyond the ends the end. */
    private static double ranked(double[] sorted, double rank) {
        double position = Math.max(0, Math.min(sorted.length - 1, rank - 1));
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
