package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings.LedgerRow;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.ConditionLimits;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the memory of each load of a pair went. */
final class LedgerTable {
    private LedgerTable() {}

    static Optional<Section> of(String pair, List<LedgerRow> ledger) {
        List<List<Cell>> rows = new ArrayList<>();
        for (LedgerRow load : ledger) {
            if (load.pair().equals(pair)) {
                rows.add(row(load));
            }
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Section.of(new Table(
                        pair + ": where the memory of each load went: baseline + weights + rest = committed",
                        List.of(
                                Column.text("Build"),
                                Column.number("Round"),
                                Column.text("Load"),
                                Column.number("Baseline, MB"),
                                Column.number("Weights, MB"),
                                Column.number("Rest after load, MB"),
                                Column.number("After load, MB"),
                                Column.number("Rest at peak, MB"),
                                Column.number("Peak, MB"),
                                Column.number("Reclaimed, MB"),
                                Column.number("Settled, s")),
                        rows)));
    }

    private static List<Cell> row(LedgerRow load) {
        return Table.row(
                load.label(),
                Numbers.count(load.round()),
                load.scenario() == null ? "shared" : "for " + load.scenario() + " alone",
                Numbers.megabytes(load.baselineBytes()),
                Numbers.megabytes(load.weightsBytes()),
                Numbers.megabytes(load.restBytes()),
                Numbers.megabytes(load.loadedBytes()),
                Numbers.megabytes(load.peakRestBytes()),
                Numbers.megabytes(load.peakBytes()),
                Numbers.megabytes(load.reclaimedBytes()),
                load.notSettled()
                        ? "not in " + Numbers.exact(ConditionLimits.SETTLE_SECONDS) + " s"
                        : Numbers.figure(load.settleSeconds()));
    }
}
