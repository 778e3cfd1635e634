package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The judged figures of both builds, side by side; a table for each scenario, so that no row needs words to say which one it is of. */
final class MetricTable {
    private static final String BYTES = "bytes";

    private final PairFindings findings;
    private final String scenario;
    private final String baseline;
    private final String candidate;

    private MetricTable(PairFindings findings, String scenario) {
        this.findings = findings;
        this.scenario = scenario;
        this.baseline = findings.summary().baseline().label();
        this.candidate = findings.summary().candidate().label();
    }

    /** The figures of a scenario as a whole; null where there are none. */
    static @Nullable Table ofScenario(PairFindings findings, String scenario) {
        return new MetricTable(findings, scenario).whole();
    }

    /** The figures of its single prompts, figure by figure; null where it does not ask several. */
    static @Nullable Table ofPrompts(PairFindings findings, String scenario) {
        return new MetricTable(findings, scenario).byPrompt();
    }

    private @Nullable Table whole() {
        List<List<Cell>> rows = findings(false).map(this::row).toList();
        return rows.isEmpty() ? null : new Table(caption("side by side"), columns(), rows);
    }

    private @Nullable Table byPrompt() {
        List<List<Cell>> rows = findings(true)
                .sorted(Comparator.comparing(MetricFinding::figure))
                .map(finding -> withPrompt(
                        row(finding),
                        Cell.of(Objects.requireNonNull(finding.metric().prompt()))))
                .toList();
        return rows.isEmpty()
                ? null
                : new Table(
                        caption("side by side, prompt by prompt"), withPrompt(columns(), Column.text("Prompt")), rows);
    }

    private Stream<MetricFinding> findings(boolean ofPrompts) {
        return findings.metrics().stream()
                .filter(finding -> finding.metric().scenario().equals(scenario)
                        && (finding.metric().prompt() != null) == ofPrompts);
    }

    /** Times of one of several requests at once are not comparable with those of one alone, so the caption says it. */
    private String caption(String how) {
        return findings.summary().name() + ": " + scenario
                + (scenario.equals(ScenarioId.CONCURRENCY.id()) ? " (under load)" : "")
                + ", " + baseline + " and " + candidate + " " + how;
    }

    private List<Column> columns() {
        return List.of(
                Column.text("Figure"),
                Column.number(baseline),
                Column.number(candidate),
                Column.text("Unit"),
                Column.number(candidate + " / " + baseline + " (95 % interval)"),
                Column.text("Verdict"),
                Column.text("Values"));
    }

    private static <T> List<T> withPrompt(List<T> row, T prompt) {
        List<T> longer = new ArrayList<>(row);
        longer.add(1, prompt);
        return longer;
    }

    private List<Cell> row(MetricFinding finding) {
        Metric metric = finding.metric();
        boolean bytes = metric.unit().equals(BYTES);
        String unit = bytes
                ? Numbers.byteUnit(Math.max(largest(metric.baseline()), largest(metric.candidate())))
                : metric.unit();
        Ratio ratio = metric.ratio();
        return List.of(
                Cell.of(finding.figure().label()
                        + (metric.better() == Better.HIGHER ? " (higher is better)" : " (lower is better)")),
                Cell.of(value(metric.baseline(), bytes, unit)),
                Cell.of(value(metric.candidate(), bytes, unit)),
                Cell.of(unit),
                Cell.of(Numbers.ratio(ratio.value(), ratio.low(), ratio.high())),
                Cell.toned(verdict(finding), metric.verdict().id()),
                Cell.of(values(metric)));
    }

    private static double largest(SideFigure figure) {
        return figure.median() == null ? 0 : Math.abs(figure.median());
    }

    private static String value(SideFigure figure, boolean bytes, String unit) {
        Double median = figure.median();
        return median == null || !bytes ? Numbers.figure(median) : Numbers.figure(Numbers.inByteUnit(median, unit));
    }

    private String verdict(MetricFinding finding) {
        String word =
                switch (finding.metric().verdict()) {
                    case BASELINE -> baseline + " is better";
                    case CANDIDATE -> candidate + " is better";
                    case EQUAL -> "practically equal";
                    case UNDECIDED -> "undecided";
                    case WITHHELD -> "withheld";
                };
        return finding.why() == null ? word : word + " – " + finding.why();
    }

    private String values(Metric metric) {
        String left = values(metric.baseline());
        String right = values(metric.candidate());
        return left.equals(right) ? "each " + left : baseline + " " + left + "; " + candidate + " " + right;
    }

    private static String values(SideFigure figure) {
        return Numbers.count(figure.n()) + " from " + Numbers.counted(figure.loads(), "load") + ", "
                + Numbers.count(figure.succeeded()) + " of " + Numbers.count(figure.attempted()) + " ok";
    }
}
