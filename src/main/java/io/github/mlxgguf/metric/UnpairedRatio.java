package io.github.mlxgguf.metric;

import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * New divided by old, from values that share no rounds: the ratio of their geometric means, with a Welch interval on the logarithms.
 * Source: Welch, "The generalization of 'Student's' problem when several different population variances are involved", Biometrika 34
 * (1947).
 *
 * @param low lower end of the 95 % interval, or null under {@link #MIN_LOADS} values on either side
 * @param high upper end, or null as well
 * @param oldLoads number of old values
 * @param newLoads number of new values
 */
public record UnpairedRatio(
        double value, @Nullable Double low, @Nullable Double high, int oldLoads, int newLoads) {
    /** As for a paired ratio: fewer tell nothing about their own spread. */
    public static final int MIN_LOADS = 3;

    /**
     * The ratio of some new values to some old ones.
     *
     * @return null if a side has no value, or a value is not above 0
     */
    public static @Nullable UnpairedRatio of(List<Double> old, List<Double> now) {
        if (old.isEmpty() || now.isEmpty() || !arePositive(old) || !arePositive(now)) {
            return null;
        }
        double difference = mean(now) - mean(old);
        double ratio = Math.exp(difference);
        if (old.size() < MIN_LOADS || now.size() < MIN_LOADS) {
            return new UnpairedRatio(ratio, null, null, old.size(), now.size());
        }
        double oldPart = variance(old) / old.size();
        double newPart = variance(now) / now.size();
        double both = oldPart + newPart;
        if (both == 0) {
            return new UnpairedRatio(ratio, ratio, ratio, old.size(), now.size());
        }
        double degrees = both * both / (oldPart * oldPart / (old.size() - 1) + newPart * newPart / (now.size() - 1));
        double half = TDistribution.of(degrees).inverseSurvivalProbability(StudentT.TAIL) * Math.sqrt(both);
        return new UnpairedRatio(
                ratio, Math.exp(difference - half), Math.exp(difference + half), old.size(), now.size());
    }

    private static boolean arePositive(List<Double> values) {
        return values.stream().allMatch(value -> value > 0 && Double.isFinite(value));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Math::log).sum() / values.size();
    }

    private static double variance(List<Double> values) {
        double mean = mean(values);
        double squares = values.stream()
                .mapToDouble(value -> (Math.log(value) - mean) * (Math.log(value) - mean))
                .sum();
        return squares / (values.size() - 1);
    }
}
