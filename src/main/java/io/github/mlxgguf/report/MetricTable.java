package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.Better;
import io.github.mlxgguf.analysis.Numbers;
import io.github.mlxgguf.analysis.RunFindings.MetricFinding;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunSummary.Metric;
import io.github.mlxgguf.analysis.RunSummary.Ratio;
import io.github.mlxgguf.analysis.RunSummary.SideFigure;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.report.Table.Cell;
import io.github.mlxgguf.report.Table.Column;
import java.util.List;
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

    /** The figures of whole scenarios and of loads; null where there are none. */
    static @Nullable Table ofScenarios(PairFindings findings) {
        return new MetricTable(findings).table(false, "side by side");
    }

    /** The figures of single prompts; null where no scenario asks several. */
    static @Nullable Table ofPrompts(PairFindings findings) {
        return new MetricTable(findings).table(true, "side by side, prompt by prompt");
    }

    private @Nullable Table table(boolean byPrompt, String what) {
        List<List<Cell>> rows = findings.metrics().stream()
                .filter(finding -> (finding.metric().prompt() != null) == byPrompt)
                .map(this::row)
                .toList();
        if (rows.isEmpty()) {
            return null;
        }
        List<Column> columns = List.of(
                Column.text("Figure"),
                Column.number(baseline),
                Column.number(candidate),
                Column.text("Unit"),
                Column.number(candidate + " / " + baseline + " (95 % interval)"),
                Column.text("Verdict"),
                Column.text(byPrompt ? "Scenario and prompt" : "Scenario"),
                Column.text("Values"));
        return new Table(findings.summary().name() + ": " + baseline + " and " + candidate + " " + what, columns, rows);
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
                Cell.of(place(metric)),
                Cell.of(values(metric)));
    }

    /** Times of one of several requests at once are not comparable with those of one alone, so it stands beside them. */
    private static String place(Metric metric) {
        return metric.scenario()
                + (metric.prompt() == null ? "" : ", " + metric.prompt())
                + (metric.scenario().equals(ScenarioId.CONCURRENCY.id()) ? " (under load)" : "");
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
