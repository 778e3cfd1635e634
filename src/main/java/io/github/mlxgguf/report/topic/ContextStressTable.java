package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.ScenarioFindings.ContextStress;
import io.github.mlxgguf.analysis.ScenarioFindings.Size;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Speed and memory against the length of the prompt. */
final class ContextStressTable {
    private ContextStressTable() {}

    static List<Section> of(String pair, ContextStress findings) {
        if (findings.sizes().isEmpty()) {
            return findings.notes().isEmpty() ? List.of() : List.of(new Section(null, findings.notes()));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Size size : findings.sizes()) {
            rows.add(Table.row(
                    size.askedTokens() == null ? size.prompt() : Numbers.count(size.askedTokens()),
                    size.label(),
                    Numbers.count(size.inputTokens()),
                    Numbers.figure(size.prefillTokensPerSecond()),
                    Numbers.figure(size.ttftMs()),
                    Numbers.figure(size.decodeTokensPerSecond()),
                    Numbers.megabytes(size.growthBytes()),
                    Numbers.megabytes(size.keptBytes())));
        }
        Table table = new Table(
                pair + ": the length of the prompt (context-stress)",
                List.of(
                        Column.text("Size asked, tokens"),
                        Column.text("Build"),
                        Column.number("Input tokens"),
                        Column.number("Prefill, tokens/s"),
                        Column.number("First text, ms"),
                        Column.number("Decode, tokens/s"),
                        Column.number("Peak growth, MB"),
                        Column.number("Kept, MB")),
                rows);
        List<String> notes = new ArrayList<>();
        notes.add(
                "The size asked is an estimate of the document's part; input tokens are the server's count of the whole"
                        + " prompt. Kept is memory after the answers minus memory after the load.");
        notes.addAll(findings.notes());
        return List.of(new Section(table, notes));
    }
}
