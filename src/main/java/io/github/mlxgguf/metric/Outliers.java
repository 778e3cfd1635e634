package io.github.mlxgguf.metric;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Values far from the others of their load, by the modified Z score of Iglewicz and Hoaglin, "How to Detect and Handle Outliers"
 * (ASQC, 1993): 0.6745 · deviation from the median / median of the absolute deviations. They are counted and nothing else: who
 * drops what looks wrong also drops what is true.
 *
 * <p>A load has few values, so the deviations of all loads of a build, each from its own load's median and as a share of it, are
 * judged together. A load with an odd number of values has its median among them; that one deviates by nothing and is left out, or
 * the spread would look smaller than it is. By chance alone, where values are normal with a spread of 2 to 5 %, 8 in 100 figures of
 * 3 loads with 3 values have an outlier, and 18 in 100 of 3 loads with 10 (20,000 simulated figures each).
 */
public final class Outliers {
    /** Beyond this modified Z score a value is an outlier; after Iglewicz and Hoaglin. */
    public static final double MOST_Z = 3.5;

    /** Share of the median within which nobody would act on a value, however alike the others are. */
    public static final double LEAST_SHARE = 0.03;

    /** Fewer deviations have no spread to speak of. */
    public static final int LEAST_DEVIATIONS = 5;

    /** The quantile of the normal distribution at 0.75, which makes the score one of standard deviations. */
    private static final double MAD_OF_NORMAL = 0.6745;

    private Outliers() {}

    /** How many values are outliers; 0 where there are too few to tell. */
    public static int count(Collection<List<Double>> loads) {
        List<Double> deviations =
                loads.stream().flatMap(load -> deviations(load).stream()).toList();
        Double spread = Median.of(deviations);
        if (spread == null || deviations.size() < LEAST_DEVIATIONS) {
            return 0;
        }
        return Math.toIntExact(deviations.stream()
                .filter(deviation -> deviation > LEAST_SHARE && MAD_OF_NORMAL * deviation > MOST_Z * spread)
                .count());
    }

    private static List<Double> deviations(List<Double> load) {
        double median = Objects.requireNonNullElse(Median.of(load), 0.0);
        if (median == 0) {
            return List.of();
        }
        List<Double> deviations = new ArrayList<>(load.stream()
                .map(value -> Math.abs((value - median) / median))
                .sorted(Comparator.naturalOrder())
                .toList());
        return load.size() % 2 == 0 ? deviations : deviations.subList(1, deviations.size());
    }
}
