package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many of the measured requests of each scenario succeeded. */
final class AttemptsTable {
    private AttemptsTable() {}

    /** Counted on the time to first text, which every request that succeeds has. */
    static Optional<Section> of(PairFindings findings) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (MetricFinding row : findings.metrics()) {
            if (row.figure() == Figure.TTFT_MS) {
                add(counts.computeIfAbsent(row.metric().scenario(), unused -> new int[4]), row.metric());
            }
        }
        List<List<Cell>> rows = new ArrayList<>();
        counts.forEach((scenario, count) ->
                rows.add(Table.row(scenario, share(count[0], count[1]), share(count[2], count[3]))));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Section.of(new Table(
                        findings.summary().name() + ": measured requests that succeeded and count",
                        List.of(
                                Column.text("Scenario"),
                                Column.text(findings.summary().baseline().label()),
                                Column.text(findings.summary().candidate().label())),
                        rows)));
    }

    private static void add(int[] count, Metric metric) {
        SideFigure baseline = metric.baseline();
        SideFigure candidate = metric.candidate();
        count[0] += baseline.succeeded();
        count[1] += baseline.attempted();
        count[2] += candidate.succeeded();
        count[3] += candidate.attempted();
    }

    private static String share(int succeeded, int attempted) {
        return attempted == 0 ? "none asked" : Numbers.count(succeeded) + " of " + Numbers.count(attempted);
    }
}
