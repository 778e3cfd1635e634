package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.ScenarioFindings.Concurrency;
import io.github.mlxgguf.analysis.ScenarioFindings.Together;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Several requests at once, load by load. */
final class ConcurrencyTable {
    private ConcurrencyTable() {}

    static List<Section> of(String pair, Concurrency concurrency) {
        if (concurrency.loads().isEmpty()) {
            return List.of();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Together load : concurrency.loads()) {
            rows.add(Table.row(
                    load.label(),
                    Numbers.count(load.round()),
                    Numbers.count(load.succeeded()) + " of " + Numbers.count(load.requests()),
                    Numbers.count(load.slots()),
                    Numbers.figure(load.totalTokensPerSecond()),
                    Numbers.figure(load.decodeTokensPerSecond()),
                    Numbers.figure(load.ttftSpreadMs()),
                    Numbers.megabytes(load.growthBytes()),
                    Numbers.megabytes(load.keptBytes())));
        }
        Table table = new Table(
                pair + ": several requests at once (concurrency)",
                List.of(
                        Column.text("Build"),
                        Column.number("Round"),
                        Column.text("Requests ok"),
                        Column.number("Slots"),
                        Column.number("All together, tokens/s"),
                        Column.number("Decode of each, tokens/s"),
                        Column.number("First text, spread in ms"),
                        Column.number("Peak growth, MB"),
                        Column.number("Kept, MB")),
                rows);
        return List.of(new Section(table, concurrency.notes()));
    }
}
