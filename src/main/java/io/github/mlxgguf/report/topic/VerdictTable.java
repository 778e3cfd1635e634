package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which build is better at which figures of which scenario, without the figures: they stand under their topics. */
final class VerdictTable {
    private static final String NOTHING = "none";

    private VerdictTable() {}

    static Optional<Section> of(PairFindings findings) {
        Map<String, Map<Judged, Map<Verdict, Integer>>> scenarios = new LinkedHashMap<>();
        for (MetricFinding row : findings.metrics()) {
            Metric metric = row.metric();
            scenarios
                    .computeIfAbsent(metric.scenario(), unused -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            new Judged(row.figure().label(), metric.prompt() == null),
                            unused -> new EnumMap<>(Verdict.class))
                    .merge(metric.verdict(), 1, Integer::sum);
        }
        List<List<Cell>> rows = new ArrayList<>();
        scenarios.forEach((scenario, figures) -> rows.add(Table.row(
                scenario,
                names(figures, Verdict.BASELINE),
                names(figures, Verdict.CANDIDATE),
                names(figures, Verdict.EQUAL),
                names(figures, Verdict.UNDECIDED),
                names(figures, Verdict.WITHHELD))));
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Section.of(new Table(
                        findings.summary().name() + ": who is better at what",
                        List.of(
                                Column.text("Scenario"),
                                Column.text(findings.summary().baseline().label() + " is better"),
                                Column.text(findings.summary().candidate().label() + " is better"),
                                Column.text("Practically equal"),
                                Column.text("Undecided"),
                                Column.text("Withheld")),
                        rows)));
    }

    /** A figure, of a scenario as a whole or prompt by prompt. */
    private record Judged(String figure, boolean whole) {}

    /** A figure that was judged prompt by prompt tells for how many of them the verdict holds. */
    private static String names(Map<Judged, Map<Verdict, Integer>> figures, Verdict verdict) {
        List<String> names = new ArrayList<>();
        figures.forEach((judged, counts) -> {
            Integer count = counts.get(verdict);
            if (count != null) {
                int all = counts.values().stream().mapToInt(Integer::intValue).sum();
                boolean both = figures.containsKey(new Judged(judged.figure(), !judged.whole()));
                names.add(judged.figure()
                        + (judged.whole() ? both ? " (whole scenario)" : "" : prompts(count, all, both)));
            }
        });
        return names.isEmpty() ? NOTHING : String.join("; ", names);
    }

    private static String prompts(int count, int all, boolean wholeAsWell) {
        return all == 1 && !wholeAsWell
                ? ""
                : " (" + Numbers.count(count) + " of " + Numbers.counted(all, "prompt") + ")";
    }
}
