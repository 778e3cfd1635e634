package io.github.mlxgguf.analysis.evidence;

import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.Outliers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of one figure of one build, load by load; a comparison counts by loads. Where a run was resumed, a round may
 * have several: each is a block of its own, and they share the round's place in a pairing.
 */
public final class SideValues {
    private final SortedMap<Integer, Map<Long, List<Double>>> byRound = new TreeMap<>();
    private int succeeded;
    private int attempted;

    /** An attempt that gave no value because it failed or is void. */
    public void failed() {
        attempted++;
    }

    /**
     * An attempt that ended well; its value is null where it could not be told.
     *
     * @param loadSeq the load that it ran on, which is its block
     */
    public void succeeded(int round, long loadSeq, @Nullable Double value) {
        attempts(1, 1);
        value(round, loadSeq, value);
    }

    /** Attempts that share one value, or have none. */
    public void attempts(int succeeded, int attempted) {
        this.succeeded += succeeded;
        this.attempted += attempted;
    }

    /** The value of a load whose attempts were counted; null where it could not be told. */
    public void value(int round, long loadSeq, @Nullable Double value) {
        if (value != null) {
            byRound.computeIfAbsent(round, unused -> new TreeMap<>())
                    .computeIfAbsent(loadSeq, unused -> new ArrayList<>())
                    .add(value);
        }
    }

    public int attempted() {
        return attempted;
    }

    public boolean isEmpty() {
        return byRound.isEmpty();
    }

    /** The median of each round's load; of several loads in a round, the median of theirs. */
    public SortedMap<Integer, Double> medianByRound() {
        SortedMap<Integer, Double> medians = new TreeMap<>();
        byRound.forEach((round, loads) -> {
            Double median = Median.of(medians(loads.values()));
            if (median != null) {
                medians.put(round, median);
            }
        });
        return medians;
    }

    /** How many values lie far from the others of their load; they count like all others. */
    public int outliers() {
        return Outliers.count(loads());
    }

    public SideFigure figure() {
        List<List<Double>> loads = loads();
        int n = loads.stream().mapToInt(List::size).sum();
        List<Double> medians = medians(loads);
        return new SideFigure(Median.of(medians), n, loads.size(), succeeded, attempted, medians);
    }

    private List<List<Double>> loads() {
        return byRound.values().stream()
                .flatMap(round -> round.values().stream())
                .toList();
    }

    private static List<Double> medians(Collection<List<Double>> loads) {
        return loads.stream().map(Median::of).filter(Objects::nonNull).toList();
    }
}
