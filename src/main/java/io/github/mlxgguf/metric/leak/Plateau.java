package io.github.mlxgguf.metric.leak;

import java.util.List;

/**
 * A course that rises at first and is flat from a reading on, by least squares: along a line that breaks, or ever slower, as 1 −
 * e^(−i/τ).
 *
 * @param knee index of the first reading of the flat part; of the slow approach where 95 % of the rise are done, after 3 τ
 * @param rise from the first reading to the flat part
 */
record Plateau(int knee, double rise, List<Double> fitted) {
    /** After so many time constants an exponential approach has done 95 % of its way. */
    private static final int TIME_CONSTANTS = 3;

    /** The line that breaks, over all places of the break. */
    static Plateau broken(double[] readings) {
        Best best = new Best(readings);
        for (int knee = 1; knee < readings.length - 1; knee++) {
            double[] x = new double[readings.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.min(i, knee);
            }
            best.offer(x, knee);
        }
        return best.found();
    }

    /** The slow approach, over all time constants that leave its end inside the course. */
    static Plateau approached(double[] readings) {
        Best best = new Best(readings);
        for (int constant = 1; TIME_CONSTANTS * constant < readings.length; constant++) {
            double[] x = new double[readings.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = -StrictMath.expm1(-(double) i / constant);
            }
            best.offer(x, TIME_CONSTANTS * constant);
        }
        return best.found();
    }

    /** The plateau with the smallest squares. */
    private static final class Best {
        private final double[] readings;
        private double least = Double.POSITIVE_INFINITY;
        private Plateau best = new Plateau(0, 0, List.of());

        Best(double[] readings) {
            this.readings = readings;
        }

        void offer(double[] x, int knee) {
            Line line = Line.through(x, readings);
            if (line.squares() < least) {
                least = line.squares();
                best = new Plateau(knee, line.slope() * x[x.length - 1], Sums.list(line.at(x)));
            }
        }

        Plateau found() {
            return best;
        }
    }
}
