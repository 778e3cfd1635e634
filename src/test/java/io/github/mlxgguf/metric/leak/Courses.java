package io.github.mlxgguf.metric.leak;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** Courses whose truth is known. */
public final class Courses {
    private Courses() {}

    /** A course without noise. */
    public static double[] of(int n, IntToDoubleFunction truth) {
        double[] course = new double[n];
        for (int i = 0; i < n; i++) {
            course[i] = truth.applyAsDouble(i);
        }
        return course;
    }

    /**
     * A course under normal AR(1) noise.
     *
     * @param sigma standard deviation of the noise as a whole, whatever its autocorrelation
     */
    public static double[] of(int n, IntToDoubleFunction truth, double sigma, double rho, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        double[] course = of(n, truth);
        double noise = sigma * random.nextGaussian();
        for (int i = 0; i < n; i++) {
            course[i] += noise;
            noise = rho * noise + Math.sqrt(1 - rho * rho) * sigma * random.nextGaussian();
        }
        return course;
    }
}
