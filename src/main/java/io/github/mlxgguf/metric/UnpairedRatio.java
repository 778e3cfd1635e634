package io.github.mlxgguf.metric;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a newer run divided by that of an older one, from one median per load of each: the geometric mean of the new loads over
 * that of the old ones. Rounds of different runs share no state of the machine, so nothing is paired. The 95 % interval is made on
 * logarithms by Welch's t with the degrees of freedom of Satterthwaite (Welch, Biometrika 34, 1947; Satterthwaite, Biometrics Bulletin
 * 2, 1946): neither equal spread nor equal numbers of loads are assumed.
 *
 * <p>The interval covers the scatter from load to load within the two runs. What moved the whole machine between them, such as its
 * temperature, another program or an update of the system, is no part of it.
 *
 * @param value new divided by old
 * @param low lower end of the 95 % interval, or null if a run has fewer than {@link #MIN_LOADS} loads
 * @param high upper end, or null as well
 * @param old loads of the older run
 * @param now loads of the newer run
 */
public record UnpairedRatio(
        double value, @Nullable Double low, @Nullable Double high, Loads old, Loads now) {
    /** Loads of each run that an interval needs, as many as {@link PairedRatio#MIN_ROUNDS}. */
    public static final int MIN_LOADS = PairedRatio.MIN_ROUNDS;

    /**
     * The loads of one run.
     *
     * @param count how many there are
     * @param variance of the logarithms of their medians, with n − 1; 0 for one load, of which nothing is known
     */
    public record Loads(int count, double variance) {
        private double squaredError() {
            return variance / count;
        }
    }

    /**
     * The ratio of two runs.
     *
     * @param old the median of each load of the older run
     * @param now the median of each load of the newer run
     * @return null if a run has no load, or a value is not above 0: a ratio to nothing, or to less, has no meaning
     */
    public static @Nullable UnpairedRatio of(List<Double> old, List<Double> now) {
        if (old.isEmpty() || now.isEmpty() || !allAboveZero(old) || !allAboveZero(now)) {
            return null;
        }
        Loads before = loads(old);
        Loads after = loads(now);
        double middle = meanLog(now) - meanLog(old);
        if (before.count() < MIN_LOADS || after.count() < MIN_LOADS) {
            return new UnpairedRatio(StrictMath.exp(middle), null, null, before, after);
        }
        double half = halfWidth(before, after);
        return new UnpairedRatio(
                StrictMath.exp(middle), StrictMath.exp(middle - half), StrictMath.exp(middle + half), before, after);
    }

    /**
     * Loads of each run beyond those that there are until the interval leaves 1 or lies within a band around it, whichever comes first,
     * with the same middle and the same spread. An estimate: the next loads may spread more or less.
     *
     * @param band half-width of the band: {@code 0.03} is from 1/1.03 to 1.03
     * @return empty without an interval, or if more than {@link LoadsNeeded#MOST} would be needed
     */
    public OptionalInt loadsToDecide(double band) {
        if (low == null || high == null) {
            return OptionalInt.empty();
        }
        double middle = Math.abs(StrictMath.log(value));
        double distance = Math.max(middle, StrictMath.log1p(band) - middle);
        for (int more = 1; more <= LoadsNeeded.MOST; more++) {
            Loads before = new Loads(old.count() + more, old.variance());
            Loads after = new Loads(now.count() + more, now.variance());
            if (halfWidth(before, after) < distance) {
                return OptionalInt.of(more);
            }
        }
        return OptionalInt.empty();
    }

    private static double halfWidth(Loads before, Loads after) {
        double squaredError = before.squaredError() + after.squaredError();
        return squaredError == 0 ? 0 : StudentT.quantile(degreesOfFreedom(before, after)) * Math.sqrt(squaredError);
    }

    /** Satterthwaite's; as shares of the whole, since squares of small variances would vanish. */
    private static double degreesOfFreedom(Loads before, Loads after) {
        double share = before.squaredError() / (before.squaredError() + after.squaredError());
        return 1 / (share * share / (before.count() - 1) + (1 - share) * (1 - share) / (after.count() - 1));
    }

    private static boolean allAboveZero(List<Double> values) {
        return values.stream().allMatch(value -> value > 0 && Double.isFinite(value));
    }

    private static double meanLog(List<Double> values) {
        return values.stream().mapToDouble(StrictMath::log).sum() / values.size();
    }

    private static Loads loads(List<Double> values) {
        // Equal values are without spread, whatever rounding does to their mean.
        if (values.stream().distinct().count() == 1) {
            return new Loads(values.size(), 0);
        }
        double mean = meanLog(values);
        double squares = values.stream()
                .mapToDouble(StrictMath::log)
                .map(log -> (log - mean) * (log - mean))
                .sum();
        return new Loads(values.size(), squares / (values.size() - 1));
    }
}
