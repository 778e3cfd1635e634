package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.Flags;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.summary.RunSummary.Memory;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.trace.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Memory of a build by phase and metric, over all its rounds. */
final class MemoryTable {
    private static final List<String> PHASES =
            Stream.of(Phase.values()).map(Phase::id).toList();

    private static final String AVAILABLE = "available_bytes";

    private MemoryTable() {}

    static List<Memory> of(PairEvidence pair) {
        List<Memory> rows = new ArrayList<>();
        for (SideEvidence side : pair.sides()) {
            rows.addAll(of(side));
        }
        return rows;
    }

    private static List<Memory> of(SideEvidence side) {
        Map<Key, List<MemoryStat>> stats =
                new TreeMap<>(Comparator.<Key>comparingInt(key -> PHASES.indexOf(key.phase()))
                        .thenComparing(Key::phase)
                        .thenComparing(key -> !key.metric().equals(CellMemory.COMMITTED))
                        .thenComparing(Key::metric));
        for (PhaseMemory phase : phases(side)) {
            phase.metrics().forEach((metric, stat) -> stats.computeIfAbsent(
                            new Key(phase.phase(), metric), unused -> new ArrayList<>())
                    .add(stat));
        }
        List<Memory> rows = new ArrayList<>();
        stats.forEach((key, values) -> rows.add(row(side, key, values)));
        return rows;
    }

    /** Every phase once: a cell may repeat what its load recorded. */
    private static Set<PhaseMemory> phases(SideEvidence side) {
        Set<PhaseMemory> phases = new LinkedHashSet<>();
        for (SideEvidence.Load load : side.loads()) {
            if (Flags.isVoid(load.body().flags()) || isApart(side, load.seq())) {
                continue;
            }
            // What a failed load left behind is another model, or none.
            Stream.of(load.body().memoryBefore(), load.succeeded() ? load.body().memoryAfter() : null)
                    .filter(Objects::nonNull)
                    .forEach(phases::add);
        }
        side.cells().stream()
                .filter(cell -> side.hasMemory(cell) && !isApart(side, cell.loadSeq()))
                .forEach(cell -> phases.addAll(cell.memory()));
        side.unloads().stream()
                .filter(unload -> !Flags.isVoid(unload.flags()) && !isApart(side, unload.loadSeq()))
                .map(unload -> unload.memory())
                .filter(Objects::nonNull)
                .forEach(phases::add);
        return phases;
    }

    /** A load that a scenario has to itself has other slots, so it is another build in memory, unless there is no other load. */
    private static boolean isApart(SideEvidence side, @Nullable Long loadSeq) {
        return loadSeq != null
                && side.sharedLoads().findAny().isPresent()
                && side.load(loadSeq).map(load -> load.scenario() != null).orElse(false);
    }

    private static Memory row(SideEvidence side, Key key, List<MemoryStat> values) {
        long median = Objects.requireNonNull(
                Median.ofLongs(values.stream().map(MemoryStat::medianBytes).toList()), "a row has at least one value");
        // The highest available memory is the best moment, not the worst: no peak is shown for it.
        Long peak = key.metric().equals(AVAILABLE)
                ? null
                : values.stream()
                        .map(MemoryStat::peakBytes)
                        .filter(Objects::nonNull)
                        .max(Long::compare)
                        .orElse(null);
        int n = values.stream().mapToInt(MemoryStat::n).sum();
        return new Memory(side.side().id(), key.phase(), key.metric(), median, peak, n);
    }

    private record Key(String phase, String metric) {}
}
