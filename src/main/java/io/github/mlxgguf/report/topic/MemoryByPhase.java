package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Memory;
import io.github.mlxgguf.analysis.text.MemoryNames;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Memory of both builds by phase: every figure, with the primary one first. */
final class MemoryByPhase {
    private MemoryByPhase() {}

    /** A sample field for people. */
    static String name(String metric) {
        return MemoryNames.of(metric);
    }

    static Optional<Section> of(RunSummary.Pair pair) {
        if (pair.memory().isEmpty()) {
            return Optional.empty();
        }
        String baseline = pair.baseline().label();
        String candidate = pair.candidate().label();
        List<Column> columns = List.of(
                Column.text("Phase"),
                Column.text("Memory"),
                Column.number(baseline + " median"),
                Column.number(baseline + " peak"),
                Column.number(candidate + " median"),
                Column.number(candidate + " peak"),
                Column.text("Readings"));
        List<List<Cell>> rows = new ArrayList<>();
        byPhaseAndMetric(pair).forEach((key, halves) -> rows.add(row(key, halves)));
        return Optional.of(Section.of(
                new Table(pair.name() + ": memory by phase in MB, over all rounds of shared loads", columns, rows)));
    }

    private static Map<Entry<String, String>, Halves> byPhaseAndMetric(RunSummary.Pair pair) {
        List<String> phases =
                pair.memory().stream().map(Memory::phase).distinct().toList();
        Map<Entry<String, String>, Halves> rows = new LinkedHashMap<>();
        for (String phase : phases) {
            for (Memory memory : pair.memory()) {
                if (memory.phase().equals(phase)) {
                    rows.merge(
                            Map.entry(phase, memory.metric()),
                            memory.variant().equals("baseline") ? new Halves(memory, null) : new Halves(null, memory),
                            Halves::with);
                }
            }
        }
        return rows;
    }

    private static List<Cell> row(Entry<String, String> key, Halves halves) {
        return Table.row(
                key.getKey(),
                name(key.getValue()),
                median(halves.baseline()),
                peak(halves.baseline()),
                median(halves.candidate()),
                peak(halves.candidate()),
                readings(halves.baseline()) + " / " + readings(halves.candidate()));
    }

    private static String median(@Nullable Memory memory) {
        return memory == null ? Numbers.UNKNOWN : Numbers.megabytes(memory.medianBytes());
    }

    private static String peak(@Nullable Memory memory) {
        return memory == null ? Numbers.UNKNOWN : Numbers.megabytes(memory.peakBytes());
    }

    private static String readings(@Nullable Memory memory) {
        return memory == null ? Numbers.UNKNOWN : Numbers.count(memory.n());
    }

    private record Halves(
            @Nullable Memory baseline, @Nullable Memory candidate) {
        Halves with(Halves other) {
            return new Halves(
                    baseline == null ? other.baseline : baseline, candidate == null ? other.candidate : candidate);
        }
    }
}
