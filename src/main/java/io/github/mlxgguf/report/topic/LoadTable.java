package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings.LoadRow;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every load of a pair, how it was made and how long it took; where its memory went is in the ledger. */
final class LoadTable {
    private LoadTable() {}

    static Optional<Section> of(String pair, List<LoadRow> loads) {
        List<List<Cell>> rows = new ArrayList<>();
        for (LoadRow load : loads) {
            if (load.pair().equals(pair)) {
                rows.add(row(load));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Section.of(new Table(
                        pair + ": every load and the unload that ended it",
                        List.of(
                                Column.text("Build"),
                                Column.number("Round"),
                                Column.text("Load"),
                                Column.number("Load, s"),
                                Column.number("Server's own, s"),
                                Column.text("Via"),
                                Column.number("Size"),
                                Column.number("Context"),
                                Column.number("Slots"),
                                Column.text("Identity by"),
                                Column.number("Unload, s")),
                        rows)));
    }

    private static List<Cell> row(LoadRow load) {
        return Table.row(
                load.label(),
                Numbers.count(load.round()),
                kind(load),
                Numbers.figure(load.loadSeconds()),
                Numbers.figure(load.serverLoadSeconds()),
                load.via(),
                Numbers.bytes(load.sizeBytes()),
                Numbers.count(load.contextLength()),
                Numbers.count(load.parallel()),
                load.verifiedBy(),
                Numbers.figure(load.unloadSeconds()));
    }

    private static String kind(LoadRow load) {
        String shared = load.firstLoad() ? "first, as found" : "repeated";
        String good = load.scenario() == null ? shared : "for " + load.scenario() + " alone";
        if (load.failed()) {
            return load.scenario() == null ? "failed" : good + ", failed";
        }
        return load.isVoid() ? "void" : good;
    }
}
