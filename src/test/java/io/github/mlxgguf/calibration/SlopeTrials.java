package io.github.mlxgguf.calibration;

import io.github.mlxgguf.metric.leak.Courses;
import io.github.mlxgguf.metric.leak.TheilSen;

/**
 * How far slopes of memory and the limit beside them can be trusted; seeds are 1, 2, 3 …
 *
 * @param n requests of a course
 * @param sigma standard deviation of the noise, in MB
 * @param rho its autocorrelation from request to request
 */
record SlopeTrials(int n, double sigma, double rho) {
    private static final double SLOPE_MB = 2;

    /** How many of the intervals hold a true slope of 2 MB a request. */
    int holdTheTruth(int courses) {
        int held = 0;
        for (int seed = 1; seed <= courses; seed++) {
            TheilSen slope = slope(SLOPE_MB, seed);
            if (slope.low() <= SLOPE_MB && SLOPE_MB <= slope.high()) {
                held++;
            }
        }
        return held;
    }

    /** How many courses show a growth that is as large as the limit that another course of the same noise gave. */
    int showTheLimit(int courses) {
        int shown = 0;
        for (int seed = 1; seed <= courses; seed++) {
            double limit = slope(0, courses + seed).detectable();
            if (slope(limit, seed).low() > 0) {
                shown++;
            }
        }
        return shown;
    }

    private TheilSen slope(double mbPerRequest, int seed) {
        return TheilSen.of(Courses.of(n, i -> i * mbPerRequest, sigma, rho, seed));
    }
}
