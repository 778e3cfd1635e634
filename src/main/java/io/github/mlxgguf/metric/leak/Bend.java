package io.github.mlxgguf.metric.leak;

import java.util.List;

/**
 * A course that rises along one line and goes on along a flatter one, by least squares over all places of the bend: a cache that
 * fills while something leaks.
 *
 * @param knee index of the reading at the bend
 * @param later slope after it
 */
record Bend(int knee, double earlier, double later, List<Double> fitted) {
    /** The best bend in the first half; without one that fits, a bend at 0. */
    static Bend of(double[] readings) {
        int n = readings.length;
        double[] x = new double[n];
        double[] beyond = new double[n];
        Bend best = new Bend(0, 0, 0, List.of());
        double least = Double.POSITIVE_INFINITY;
        for (int knee = 2; knee <= n / 2; knee++) {
            for (int i = 0; i < n; i++) {
                x[i] = i;
                beyond[i] = Math.max(0, i - knee);
            }
            // Frisch and Waugh: the second slope is that of what the first leaves of both
            double[] rest = Sums.minus(beyond, Line.through(x, beyond).at(x));
            Line second = Line.through(
                    rest, Sums.minus(readings, Line.through(x, readings).at(x)));
            double[] without = new double[n];
            for (int i = 0; i < n; i++) {
                without[i] = readings[i] - second.slope() * beyond[i];
            }
            Line first = Line.through(x, without);
            if (first.squares() < least) {
                least = first.squares();
                best = new Bend(
                        knee,
                        first.slope(),
                        first.slope() + second.slope(),
                        Sums.list(plus(first.at(x), beyond, second.slope())));
            }
        }
        return best;
    }

    /** Whether it goes on upwards, and less steeply. */
    boolean flattens() {
        return later > 0 && earlier > later;
    }

    private static double[] plus(double[] line, double[] beyond, double slope) {
        double[] sum = new double[line.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = line[i] + slope * beyond[i];
        }
        return sum;
    }
}
