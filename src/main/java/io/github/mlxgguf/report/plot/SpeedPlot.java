package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.Judgement;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Every ratio of speeds and times with its interval, scenario by scenario. */
final class SpeedPlot {
    private static final Set<Figure> NO_SPEED =
            EnumSet.of(Figure.HEADLINE_BYTES, Figure.EFFICIENCY, Figure.KEPT_BYTES, Figure.JOULES_PER_TOKEN);
    /** Of single prompts only what does not follow from the others. */
    private static final Set<Figure> OF_PROMPTS =
            EnumSet.of(Figure.TTFT_MS, Figure.PREFILL_TOKENS_PER_SECOND, Figure.DECODE_TOKENS_PER_SECOND);

    private SpeedPlot() {}

    /** The plot; empty where no ratio may be shown. */
    static Optional<Plot> of(String id, PairFindings pair, double practicalEquivalence) {
        List<MetricFinding> speeds = pair.metrics().stream()
                .filter(finding -> !NO_SPEED.contains(finding.figure())
                        && (finding.metric().prompt() == null || OF_PROMPTS.contains(finding.figure())))
                .toList();
        List<MetricFinding> drawn = speeds.stream().filter(SpeedPlot::isDrawn).toList();
        if (drawn.isEmpty()) {
            return Optional.empty();
        }
        List<MetricFinding> withheld =
                speeds.stream().filter(finding -> !isDrawn(finding)).toList();
        RunSummary.Pair summary = pair.summary();
        String title = summary.name() + ": speed of " + summary.candidate().label() + " relative to "
                + summary.baseline().label() + ", with 95 % intervals";
        String reading = reading(summary, drawn, withheld.size()) + inTablesOnly(pair.metrics());
        return Optional.of(new Plot(
                id,
                Plot.Topic.PERFORMANCE,
                summary.name(),
                title,
                reading,
                new ForestDrawing(id, title, reading, summary, practicalEquivalence).draw(drawn, withheld),
                table(title, summary, speeds)));
    }

    private static boolean isDrawn(MetricFinding finding) {
        Double ratio = finding.metric().ratio().value();
        return ratio != null
                && Double.isFinite(ratio)
                && ratio > 0
                && !(finding.judgement() instanceof Judgement.Withheld);
    }

    private static String reading(RunSummary.Pair pair, List<MetricFinding> drawn, int withheld) {
        List<String> parts = new ArrayList<>();
        for (Side side : List.of(Side.CANDIDATE, Side.BASELINE)) {
            long better = count(drawn, each -> each instanceof Judgement.Better won && won.side() == side);
            parts.add(PlotWords.label(pair, side) + " is better in " + better);
        }
        parts.add(count(drawn, Judgement.PracticallyEqual.class::isInstance) + " practically equal");
        parts.add(count(drawn, Judgement.Undecided.class::isInstance) + " undecided");
        parts.add(
                count(drawn, Judgement.Provisional.class::isInstance) + " provisional (too few loads for an interval)");
        return "Of " + Numbers.counted(drawn.size(), "ratio") + ": " + String.join(", ", parts) + "."
                + (withheld == 0
                        ? ""
                        : " " + Numbers.counted(withheld, "further comparison") + " withheld and not drawn.");
    }

    private static String inTablesOnly(List<MetricFinding> metrics) {
        List<String> figures = metrics.stream()
                .filter(finding -> finding.metric().prompt() != null
                        && !NO_SPEED.contains(finding.figure())
                        && !OF_PROMPTS.contains(finding.figure()))
                .map(finding -> finding.figure().label())
                .distinct()
                .toList();
        return figures.isEmpty() ? "" : " In the tables only, for single prompts: " + String.join(", ", figures) + ".";
    }

    private static long count(List<MetricFinding> rows, Predicate<Judgement> which) {
        return rows.stream().map(MetricFinding::judgement).filter(which).count();
    }

    private static Table table(String title, RunSummary.Pair pair, List<MetricFinding> speeds) {
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricFinding finding : speeds) {
            Metric metric = finding.metric();
            String prompt = metric.prompt();
            rows.add(Table.row(
                    finding.figure().label() + " (" + PlotWords.direction(metric.better()) + ")",
                    prompt == null ? metric.scenario() : metric.scenario() + ", " + prompt,
                    Numbers.figure(metric.ratio().value()),
                    Numbers.figure(metric.ratio().low()),
                    Numbers.figure(metric.ratio().high()),
                    Numbers.count(finding.pairedLoads()),
                    PlotWords.verdict(finding, pair)));
        }
        return new Table(
                title,
                List.of(
                        Column.text("Figure"),
                        Column.text("Scenario"),
                        Column.number("Ratio"),
                        Column.number("From"),
                        Column.number("To"),
                        Column.number("Rounds"),
                        Column.text("Verdict")),
                rows);
    }
}
