package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunSummary.SideFigure;
import io.github.mlxgguf.metric.Median;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the values of one figure of one build, load by load; a comparison counts by loads. */
final class SideValues {
    private final SortedMap<Integer, List<Double>> byRound = new TreeMap<>();
    private final Set<Long> loads = new HashSet<>();
    private int succeeded;
    private int attempted;

    /** An attempt that gave no value because it failed or is void. */
    void failed() {
        attempted++;
    }

    /** An attempt that ended well; its value is null where it could not be told. */
    void succeeded(int round, long loadSeq, @Nullable Double value) {
        attempted++;
        succeeded++;
        if (value != null) {
            byRound.computeIfAbsent(round, unused -> new ArrayList<>()).add(value);
            loads.add(loadSeq);
        }
    }

    int attempted() {
        return attempted;
    }

    boolean isEmpty() {
        return byRound.isEmpty();
    }

    /** The median of each round's load. */
    SortedMap<Integer, Double> medianByRound() {
        SortedMap<Integer, Double> medians = new TreeMap<>();
        byRound.forEach((round, values) -> {
            Double median = Median.of(values);
            if (median != null) {
                medians.put(round, median);
            }
        });
        return medians;
    }

    SideFigure figure() {
        Map<Integer, Double> medians = medianByRound();
        int n = byRound.values().stream().mapToInt(Collection::size).sum();
        return new SideFigure(Median.of(medians.values()), n, loads.size(), succeeded, attempted);
    }
}
