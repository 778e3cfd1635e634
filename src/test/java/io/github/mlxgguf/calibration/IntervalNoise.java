package io.github.mlxgguf.calibration;

import java.util.Random;

/**
 * What disturbs a run, as the logarithm of a factor on the speed of each of its generations. Every draw is normal and cut at three
 * standard deviations, as the simulated server draws its factors.
 */
enum IntervalNoise {
    /** Each generation draws anew: normal, standard deviation 2 %. */
    INDEPENDENT("each generation anew, 2 %", true) {
        @Override
        double[] logFactors(Random random, int loads, int iterations) {
            return generations(random, loads * iterations, GENERATION);
        }
    },
    /**
     * Each load draws one factor, standard deviation 2 %, as {@code between_loads} of {@code config/simulated.yaml}; each generation on
     * it one more, 1 %.
     */
    BETWEEN_LOADS("each load anew, 2 %, and each generation, 1 %", true) {
        @Override
        double[] logFactors(Random random, int loads, int iterations) {
            double[] logs = generations(random, loads * iterations, GENERATION / 2);
            for (int load = 0; load < loads; load++) {
                double factor = LOAD * gaussian(random);
                for (int iteration = 0; iteration < iterations; iteration++) {
                    logs[load * iterations + iteration] += factor;
                }
            }
            return logs;
        }
    },
    /**
     * Each generation keeps 0.6 of the deviation of the one before, whichever build that was, and adds a new one; standard deviation
     * 2 % throughout.
     */
    AUTOREGRESSIVE("AR(0.6) from generation to generation, 2 %", false) {
        @Override
        double[] logFactors(Random random, int loads, int iterations) {
            double[] logs = new double[loads * iterations];
            double innovation = GENERATION * Math.sqrt(1 - KEPT * KEPT);
            logs[0] = GENERATION * gaussian(random);
            for (int i = 1; i < logs.length; i++) {
                logs[i] = KEPT * logs[i - 1] + innovation * gaussian(random);
            }
            return logs;
        }
    },
    /** Speed falls by 10 % from the first generation to the last, evenly on the logarithmic scale; each generation draws 2 % on top. */
    DRIFT("10 % lost evenly over the run, and each generation anew, 2 %", false) {
        @Override
        double[] logFactors(Random random, int loads, int iterations) {
            double[] logs = generations(random, loads * iterations, GENERATION);
            for (int i = 0; i < logs.length; i++) {
                logs[i] += Math.log1p(-LOST) * i / (logs.length - 1);
            }
            return logs;
        }
    };

    private static final double GENERATION = 0.02;
    private static final double LOAD = 0.02;
    private static final double KEPT = 0.6;
    private static final double LOST = 0.1;
    private static final double WIDEST = 3;

    private final String words;
    private final boolean bounded;

    IntervalNoise(String words, boolean bounded) {
        this.words = words;
        this.bounded = bounded;
    }

    /** One for each generation, in the order in which they run. */
    abstract double[] logFactors(Random random, int loads, int iterations);

    String words() {
        return words;
    }

    /** Whether an interval must cover as it promises; the other noises break what it assumes, and are reported. */
    boolean isBounded() {
        return bounded;
    }

    private static double[] generations(Random random, int count, double deviation) {
        double[] logs = new double[count];
        for (int i = 0; i < count; i++) {
            logs[i] = deviation * gaussian(random);
        }
        return logs;
    }

    private static double gaussian(Random random) {
        return Math.max(-WIDEST, Math.min(WIDEST, random.nextGaussian()));
    }
}
