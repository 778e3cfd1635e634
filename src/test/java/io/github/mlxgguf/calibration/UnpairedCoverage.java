package io.github.mlxgguf.calibration;

import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.UnpairedRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * How often the interval of the ratio of two runs holds the truth, over pairs of runs whose truth is known.
 *
 * @param covered pairs of runs whose interval holds the true ratio of {@value #TRUE_RATIO}
 * @param falseChanges pairs of equally fast runs whose interval leaves 1 out
 */
record UnpairedCoverage(Case noise, int runs, long covered, long falseChanges) {
    private static final double TRUE_RATIO = 0.9;
    private static final int ITERATIONS = 3;
    private static final double TOKENS_PER_SECOND = 50;

    /** What two runs are made of. */
    enum Case {
        INDEPENDENT_3("each generation anew, 2 %", IntervalNoise.INDEPENDENT, 3, 3, 1),
        INDEPENDENT_6("each generation anew, 2 %", IntervalNoise.INDEPENDENT, 6, 6, 1),
        BETWEEN_LOADS_3("each load anew, 2 %, and each generation, 1 %", IntervalNoise.BETWEEN_LOADS, 3, 3, 1),
        BETWEEN_LOADS_6("each load anew, 2 %, and each generation, 1 %", IntervalNoise.BETWEEN_LOADS, 6, 6, 1),
        UNEQUAL_SPREAD(
                "each load anew, the new run's spread three times the old one's", IntervalNoise.BETWEEN_LOADS, 6, 6, 3),
        UNEQUAL_LOADS("each load anew, unequal numbers of loads", IntervalNoise.BETWEEN_LOADS, 3, 10, 1),
        UNEQUAL_BOTH(
                "each load anew, fewer loads where the spread is three times as wide",
                IntervalNoise.BETWEEN_LOADS,
                10,
                3,
                3);

        private final String words;
        private final IntervalNoise each;
        private final int oldLoads;
        private final int newLoads;
        private final double newSpread;

        Case(String words, IntervalNoise each, int oldLoads, int newLoads, double newSpread) {
            this.words = words;
            this.each = each;
            this.oldLoads = oldLoads;
            this.newLoads = newLoads;
            this.newSpread = newSpread;
        }

        String words() {
            return words;
        }

        int oldLoads() {
            return oldLoads;
        }

        int newLoads() {
            return newLoads;
        }
    }

    /** Pairs of runs of the seeds from 1 on. */
    static UnpairedCoverage of(Case noise, int runs) {
        long covered = LongStream.rangeClosed(1, runs)
                .parallel()
                .filter(seed -> holds(ratio(noise, seed, TRUE_RATIO), TRUE_RATIO))
                .count();
        long falseChanges = LongStream.rangeClosed(1, runs)
                .parallel()
                .filter(seed -> !holds(ratio(noise, seed, 1), 1))
                .count();
        return new UnpairedCoverage(noise, runs, covered, falseChanges);
    }

    double percentCovered() {
        return 100.0 * covered / runs;
    }

    double percentFalseChanges() {
        return 100.0 * falseChanges / runs;
    }

    private static UnpairedRatio ratio(Case noise, long seed, double trueRatio) {
        Random random = new Random(IntervalCoverage.mix(seed));
        List<Double> old = loads(noise, random, noise.oldLoads, 1, 1);
        List<Double> now = loads(noise, random, noise.newLoads, noise.newSpread, trueRatio);
        return Objects.requireNonNull(UnpairedRatio.of(old, now));
    }

    private static boolean holds(UnpairedRatio ratio, double truth) {
        return Objects.requireNonNull(ratio.low()) <= truth && truth <= Objects.requireNonNull(ratio.high());
    }

    private static List<Double> loads(Case noise, Random random, int loads, double spread, double factor) {
        double[] logs = noise.each.logFactors(random, loads, ITERATIONS);
        List<Double> medians = new ArrayList<>();
        for (int load = 0; load < loads; load++) {
            List<Double> values = new ArrayList<>();
            for (int i = 0; i < ITERATIONS; i++) {
                values.add(TOKENS_PER_SECOND * factor * Math.exp(spread * logs[load * ITERATIONS + i]));
            }
            medians.add(Objects.requireNonNull(Median.of(values)));
        }
        return medians;
    }
}
