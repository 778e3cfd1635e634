package io.github.mlxgguf.calibration;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.SideValues;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.analysis.verdict.Comparison;
import io.github.mlxgguf.metric.Percentile;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * How often the interval of a ratio holds the truth, over runs whose truth is known. Each run goes the suite's own way: the values of
 * its generations are reduced to medians of loads, paired by round and judged as a row of the report.
 *
 * @param rounds loads of each build
 * @param runs number of simulated runs, one a seed
 * @param covered runs whose interval holds the true ratio of {@value #TRUE_RATIO}
 * @param falseWinners runs of two equally fast builds in which one is called better
 * @param medianHalfWidth of the intervals, as a share of the ratio
 */
record IntervalCoverage(
        IntervalNoise noise,
        int rounds,
        @Nullable String method,
        int runs,
        long covered,
        long falseWinners,
        double medianHalfWidth) {
    private static final double TRUE_RATIO = 1.1;
    private static final int ITERATIONS = 3;
    private static final double TOKENS_PER_SECOND = 50;
    private static final double PRACTICAL_EQUIVALENCE = 0.03;

    /** Runs of the seeds from 1 on. */
    static IntervalCoverage of(IntervalNoise noise, int rounds, int runs) {
        List<Metric> rows = LongStream.rangeClosed(1, runs)
                .parallel()
                .mapToObj(seed -> run(noise, rounds, seed, TRUE_RATIO))
                .toList();
        long falseWinners = LongStream.rangeClosed(1, runs)
                .parallel()
                .mapToObj(seed -> run(noise, rounds, seed, 1))
                .filter(row -> row.verdict() == Verdict.BASELINE || row.verdict() == Verdict.CANDIDATE)
                .count();
        double[] halfWidths = rows.stream()
                .mapToDouble(row -> Math.expm1(Math.log(high(row) / low(row)) / 2))
                .toArray();
        return new IntervalCoverage(
                noise,
                rounds,
                rows.get(0).ratio().method(),
                runs,
                rows.stream()
                        .filter(row -> low(row) <= TRUE_RATIO && TRUE_RATIO <= high(row))
                        .count(),
                falseWinners,
                Percentile.of(halfWidths, 50));
    }

    double percentCovered() {
        return 100.0 * covered / runs;
    }

    double percentFalseWinners() {
        return 100.0 * falseWinners / runs;
    }

    /** One run in the order A B · B A · A B, in which each load makes its generations one after the other. */
    private static Metric run(IntervalNoise noise, int rounds, long seed, double trueRatio) {
        double[] logs = noise.logFactors(new Random(mix(seed)), 2 * rounds, ITERATIONS);
        SideValues baseline = new SideValues();
        SideValues candidate = new SideValues();
        for (int load = 0; load < 2 * rounds; load++) {
            int round = load / 2 + 1;
            boolean first = load % 2 == 0;
            boolean isBaseline = first == (round % 2 == 1);
            for (int i = 0; i < ITERATIONS; i++) {
                double speed = TOKENS_PER_SECOND * Math.exp(logs[load * ITERATIONS + i]);
                (isBaseline ? baseline : candidate).succeeded(round, load, isBaseline ? speed : speed * trueRatio);
            }
        }
        return new Comparison(PRACTICAL_EQUIVALENCE, Grade.A, "baseline", "candidate")
                .compare(Figure.DECODE_TOKENS_PER_SECOND, Work.of("simple-generation"), baseline, candidate, null)
                .metric();
    }

    private static double low(Metric row) {
        return Objects.requireNonNull(row.ratio().low());
    }

    private static double high(Metric row) {
        return Objects.requireNonNull(row.ratio().high());
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014): {@link Random} makes like numbers of neighbouring seeds. */
    static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
