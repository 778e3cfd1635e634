package io.github.mlxgguf.report.topic;

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
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The judged figures of both builds, side by side. */
final class MetricTable {
    private static final String BYTES = "bytes";

    private final PairFindings findings;
    private final String baseline;
    private final String candidate;

    private MetricTable(PairFindings findings) {
        this.findings = findings;
        this.baseline = findings.summary().baseline().label();
        this.candidate = findings.summary().candidate().label();
    }

    /** What memory all scenarios took; a column says which one a row is of. */
    static Optional<Section> ofMemory(PairFindings findings) {
        MetricTable table = new MetricTable(findings);
        List<MetricFinding> rows = MetricTopic.MEMORY.rows(findings).toList();
        String caption =
                findings.summary().name() + ": memory, " + table.baseline + " and " + table.candidate + " side by side";
        return table.section(caption, "Scenario", row -> row.metric().scenario(), rows);
    }

    /** The figures of a scenario as a whole, in a table of its own, so that no row needs words to say which one it is of. */
    static Optional<Section> ofScenario(PairFindings findings, MetricTopic topic, String scenario) {
        MetricTable table = new MetricTable(findings);
        List<MetricFinding> rows = topic.rows(findings)
                .filter(row ->
                        row.metric().scenario().equals(scenario) && row.metric().prompt() == null)
                .toList();
        return table.section(table.caption(scenario, "side by side"), null, MetricTable::prompt, rows);
    }

    /** The figures of its single prompts, figure by figure; empty where it does not ask several. */
    static Optional<Section> ofPrompts(PairFindings findings, MetricTopic topic, String scenario) {
        MetricTable table = new MetricTable(findings);
        List<MetricFinding> rows = topic.rows(findings)
                .filter(row ->
                        row.metric().scenario().equals(scenario) && row.metric().prompt() != null)
                .sorted(Comparator.comparing(MetricFinding::figure))
                .toList();
        return table.section(
                table.caption(scenario, "side by side, prompt by prompt"), "Prompt", MetricTable::prompt, rows);
    }

    private static String prompt(MetricFinding row) {
        return Objects.requireNonNullElse(row.metric().prompt(), Numbers.UNKNOWN);
    }

    private Optional<Section> section(
            String caption,
            @Nullable String extraColumn,
            Function<MetricFinding, String> extra,
            List<MetricFinding> rows) {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        List<Column> columns = new ArrayList<>(columns());
        if (extraColumn != null) {
            columns.add(1, Column.text(extraColumn));
        }
        List<List<Cell>> cells = new ArrayList<>();
        for (MetricFinding finding : rows) {
            List<Cell> row = new ArrayList<>(row(finding));
            if (extraColumn != null) {
                row.add(1, Cell.of(extra.apply(finding)));
            }
            cells.add(row);
        }
        return Optional.of(new Section(new Table(caption, columns, cells), outliers(rows)));
    }

    /** Outliers are kept, and said. */
    private static List<String> outliers(List<MetricFinding> rows) {
        return rows.stream()
                .filter(row -> !row.notes().isEmpty())
                .map(row -> row.figure().label()
                        + (row.metric().prompt() == null
                                ? ""
                                : ", " + row.metric().prompt()) + ": "
                        + String.join(" ", row.notes()))
                .toList();
    }

    /** Times of one of several requests at once are not comparable with those of one alone, so the caption says it. */
    private String caption(String scenario, String how) {
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
                Column.number(candidate + " / " + baseline + ", round by round (95 % interval)"),
                Column.text("Verdict"),
                Column.text("Values"));
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
                Cell.toned(
                        finding.judgement().words(baseline, candidate),
                        metric.verdict().id()),
                Cell.of(values(metric)));
    }

    private static double largest(SideFigure figure) {
        return figure.median() == null ? 0 : Math.abs(figure.median());
    }

    private static String value(SideFigure figure, boolean bytes, String unit) {
        Double median = figure.median();
        return median == null || !bytes ? Numbers.figure(median) : Numbers.figure(Numbers.inByteUnit(median, unit));
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
