package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.ScenarioFindings.Kind;
import io.github.mlxgguf.analysis.ScenarioFindings.Moe;
import io.github.mlxgguf.analysis.ScenarioFindings.Spread;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decode speed of a mixture of experts by kind of work. */
final class MoeTable {
    private static final String NO_ROUTING =
            "The server does not reveal which experts a token went to, so speed by kind of work is all that can be seen.";

    private MoeTable() {}

    static List<Section> of(RunSummary.Pair pair, Moe moe) {
        if (moe.kinds().isEmpty()) {
            return List.of();
        }
        String baseline = pair.baseline().label();
        String candidate = pair.candidate().label();
        List<List<Cell>> rows = new ArrayList<>();
        for (Kind kind : moe.kinds()) {
            rows.add(Table.row(
                    kind.kind(),
                    kind.prompt(),
                    Numbers.figure(kind.baseline()),
                    Numbers.figure(kind.candidate()),
                    Numbers.figure(kind.ratio())));
        }
        rows.add(Table.row(
                "fastest / slowest",
                "all kinds",
                spread(moe.baseline(), moe.kinds().size()),
                spread(moe.candidate(), moe.kinds().size()),
                Numbers.UNKNOWN));
        Table table = new Table(
                pair.name() + ": decode speed by kind of work (moe)",
                List.of(
                        Column.text("Kind of work"),
                        Column.text("Prompt"),
                        Column.number(baseline + ", tokens/s"),
                        Column.number(candidate + ", tokens/s"),
                        Column.number(candidate + " / " + baseline)),
                rows);
        return List.of(new Section(table, List.of(NO_ROUTING)));
    }

    private static String spread(@Nullable Spread spread, int kinds) {
        if (spread == null || spread.ratio() == null) {
            return Numbers.UNKNOWN;
        }
        return Numbers.figure(spread.ratio())
                + (spread.kinds() < kinds ? " (" + spread.kinds() + " of " + Numbers.counted(kinds, "kind") + ")" : "");
    }
}
