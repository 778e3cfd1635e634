package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.leak.GrowthCurve;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was made of the memory that each load keeps from request to request. */
final class LeakTable {
    private LeakTable() {}

    static Optional<Section> of(PairFindings findings) {
        List<Leak> leaks = findings.summary().leak();
        if (leaks.isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Leak leak : leaks) {
            rows.add(Table.row(
                    Builds.label(findings.summary(), leak.variant()),
                    Numbers.count(leak.round()),
                    words(leak.leakClass()),
                    leak.metric() == null ? Numbers.UNKNOWN : MemoryByPhase.name(leak.metric()),
                    Numbers.count(leak.n()),
                    Numbers.ratio(leak.mbPerRequest(), leak.low(), leak.high()),
                    Numbers.figure(leak.detectableMbPerRequest()),
                    Numbers.bytes(leak.reclaimedBytes())));
        }
        Table table = new Table(
                findings.summary().name() + ": growth from request to request (leak-detection)",
                List.of(
                        Column.text("Build"),
                        Column.number("Round"),
                        Column.text("Finding"),
                        Column.text("Memory"),
                        Column.number("Requests that count"),
                        Column.number("MB per request (95 % interval)"),
                        Column.number("Smallest growth it could show, MB per request"),
                        Column.number("Reclaimed by the unload")),
                rows);
        return Optional.of(new Section(table, sentences(findings.growth())));
    }

    private static List<String> sentences(List<GrowthCurve> curves) {
        return curves.stream()
                .map(curve -> curve.label() + ", round " + Numbers.count(curve.round()) + ": " + curve.verdict())
                .toList();
    }

    static String words(LeakClass leakClass) {
        return switch (leakClass) {
            case NONE -> "no growth detected";
            case BOUNDED -> "bounded: grew at first, flat since";
            case LINEAR -> "grows with every request";
            case STEP -> "jumped, flat in between";
            case GROWTH -> "grew; too few requests to tell how";
            case INSUFFICIENT -> "too few requests";
        };
    }
}
