package io.github.mlxgguf.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Candidate divided by baseline, from one median per load, paired by round: the geometric mean of the rounds' ratios. Rounds share the
 * state of the machine, so pairing takes its drift out. Its interval is made on the logarithms of the rounds' ratios: by the t
 * distribution, or from {@link #MIN_BOOTSTRAP_ROUNDS} rounds on by a bootstrap whose block is a round, the pair of its loads.
 *
 * @param low lower end of the 95 % interval, or null under {@link #MIN_ROUNDS} rounds
 * @param high upper end, or null as well
 * @param rounds number of rounds that have both halves
 */
public record PairedRatio(
        double value, @Nullable Double low, @Nullable Double high, int rounds) {
    /** With two rounds the t quantile is 12.7: an interval that says nothing. */
    public static final int MIN_ROUNDS = 3;
    /** From here on there are enough rounds to draw from; under it, few different resamples exist. */
    public static final int MIN_BOOTSTRAP_ROUNDS = 6;

    /** How the interval was made, as {@code summary.json} spells it; null without one. */
    public @Nullable String method() {
        if (low == null) {
            return null;
        }
        return rounds < MIN_BOOTSTRAP_ROUNDS ? "paired_t" : "block_bootstrap";
    }

    /** Both halves of one round: the median of each load's iterations. */
    public record Round(double baseline, double candidate) {}

    /**
     * The ratio over rounds.
     *
     * @return null if there is no round, or a value is not above 0: a ratio to nothing, or to less, has no meaning
     */
    public static @Nullable PairedRatio of(List<Round> rounds) {
        double[] logs = rounds.stream()
                .mapToDouble(round -> logRatio(round.baseline(), round.candidate()))
                .toArray();
        int n = logs.length;
        double sum = 0;
        for (double log : logs) {
            if (!Double.isFinite(log)) {
                return null;
            }
            sum += log;
        }
        if (n == 0) {
            return null;
        }
        double mean = sum / n;
        if (n < MIN_ROUNDS) {
            return new PairedRatio(StrictMath.exp(mean), null, null, n);
        }
        if (n >= MIN_BOOTSTRAP_ROUNDS) {
            SmoothedBootstrap interval = SmoothedBootstrap.ofMean(logs);
            return new PairedRatio(
                    StrictMath.exp(mean), StrictMath.exp(interval.low()), StrictMath.exp(interval.high()), n);
        }
        double squares = 0;
        for (double log : logs) {
            squares += (log - mean) * (log - mean);
        }
        double standardError = Math.sqrt(squares / (n - 1) / n);
        double half = StudentT.quantile(n - 1) * standardError;
        return new PairedRatio(StrictMath.exp(mean), StrictMath.exp(mean - half), StrictMath.exp(mean + half), n);
    }

    /** The ratio over the rounds that both sides have, each side's medians by round number. */
    public static @Nullable PairedRatio ofRounds(
            Map<Integer, Double> baselineByRound, Map<Integer, Double> candidateByRound) {
        List<Round> rounds = new ArrayList<>();
        new TreeMap<>(baselineByRound).forEach((round, baseline) -> {
            Double candidate = candidateByRound.get(round);
            if (candidate != null) {
                rounds.add(new Round(baseline, candidate));
            }
        });
        return of(rounds);
    }

    private static double logRatio(double baseline, double candidate) {
        return baseline > 0 && candidate > 0 ? StrictMath.log(candidate / baseline) : Double.NaN;
    }
}
