package io.github.mlxgguf.metric;

import java.util.OptionalInt;

/**
 * How many loads would decide what an interval left open. An interval of n values has the half-width t(0.975; n − 1) · s / √n;
 * with the same spread s and the same middle it shrinks as both factors do.
 */
public final class LoadsNeeded {
    /** Nobody loads a model more often than this to decide one question. */
    public static final int MOST = 100;

    private LoadsNeeded() {}

    /**
     * Loads of each build beyond those that there are, at least 1.
     *
     * @param loads that stand behind the interval, at least 2
     * @param halfWidth of the interval; for a ratio on the logarithmic scale
     * @param distance from the middle of the interval to what it must not hold, on the same scale
     * @return empty if more than {@link #MOST} would be needed
     */
    public static OptionalInt beyond(int loads, double halfWidth, double distance) {
        double spread = halfWidth * Math.sqrt(loads) / StudentT.quantile(loads - 1);
        for (int more = 1; more <= MOST; more++) {
            int all = loads + more;
            if (StudentT.quantile(all - 1) * spread / Math.sqrt(all) < distance) {
                return OptionalInt.of(more);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Rounds beyond those that there are until an undecided ratio is decided, at least 1: with the same middle and the same spread its
     * interval then leaves 1, or lies within the band of practical equivalence, whichever comes first. An estimate: the next rounds may
     * spread more or less.
     *
     * @param practicalEquivalence half-width of the band around 1, for example 0.03
     * @return empty if the ratio has no interval, or if more than {@link #MOST} would be needed
     */
    public static OptionalInt toDecide(PairedRatio ratio, double practicalEquivalence) {
        Double low = ratio.low();
        Double high = ratio.high();
        if (low == null || high == null) {
            return OptionalInt.empty();
        }
        double middle = StrictMath.log(ratio.value());
        double toTheBand = Math.min(
                StrictMath.log1p(practicalEquivalence) - middle, middle - StrictMath.log1p(-practicalEquivalence));
        double halfWidth = (StrictMath.log(high) - StrictMath.log(low)) / 2;
        return beyond(ratio.rounds(), halfWidth, Math.max(Math.abs(middle), toTheBand));
    }
}
