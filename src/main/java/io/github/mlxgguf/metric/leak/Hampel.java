package io.github.mlxgguf.metric.leak;

import io.github.mlxgguf.metric.Percentile;
import java.util.Arrays;

/**
 * Takes single readings out of the way that stand apart from their neighbours (Hampel's identifier), so that none of them makes a
 * jump of its own. Only the shape of a course is judged without them: its slope keeps every reading.
 */
final class Hampel {
    /** Neighbours on each side. */
    private static final int NEIGHBOURS = 3;

    /** Distance from the neighbours' median, in robust standard deviations, from which a reading stands apart. */
    private static final double FAR = 5;

    /** A normal distribution's standard deviation over its median absolute deviation. */
    private static final double SIGMA_PER_MAD = 1.4826;

    private Hampel() {}

    /** The readings, with what its neighbours tell in the place of each that stands apart. */
    static double[] replaced(double[] readings) {
        double[] replaced = readings.clone();
        for (int i = 0; i < readings.length; i++) {
            int from = Math.max(0, i - NEIGHBOURS);
            int to = Math.min(readings.length, i + NEIGHBOURS + 1);
            double[] window = Arrays.copyOfRange(readings, from, to);
            double median = Percentile.of(window, 50);
            for (int k = 0; k < window.length; k++) {
                window[k] = Math.abs(window[k] - median);
            }
            double spread = Math.max(TheilSen.RESOLUTION_MB, SIGMA_PER_MAD * Percentile.of(window, 50));
            if (Math.abs(readings[i] - median) > FAR * spread) {
                boolean whole = to - from == 2 * NEIGHBOURS + 1;
                replaced[i] = whole ? median : continued(readings, i, from, to);
            }
        }
        return replaced;
    }

    /** Near an end the neighbours' median lies behind or ahead of a course that rises: their line goes on instead. */
    private static double continued(double[] readings, int at, int from, int to) {
        double[] x = new double[to - from - 1];
        double[] y = new double[x.length];
        for (int i = from, k = 0; i < to; i++) {
            if (i != at) {
                x[k] = i;
                y[k++] = readings[i];
            }
        }
        Line line = Line.through(x, y);
        return line.intercept() + line.slope() * at;
    }
}
