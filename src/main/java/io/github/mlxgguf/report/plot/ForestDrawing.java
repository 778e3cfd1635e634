package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.analysis.verdict.Judgement;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.report.plot.PlotCanvas.Anchor;
import io.github.mlxgguf.trace.Side;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Draws ratios one below the other: a mark where the ratio is, a line as long as its interval. */
final class ForestDrawing {
    private static final double FROM = 232;
    private static final double TO = 428;
    private static final double FIGURES_AT = 440;
    private static final double VERDICT_AT = 614;
    private static final double ROW = 24;
    private static final int MOST_TICKS = 7;
    /** Ends of intervals further out than the outermost ratio times this are cut, or nothing else could be read. */
    private static final double FAR = 3;

    private static final int MOST_WITHHELD_LINES = 3;

    private final String id;
    private final String title;
    private final String reading;
    private final RunSummary.Pair pair;
    private final double equivalence;

    ForestDrawing(String id, String title, String reading, RunSummary.Pair pair, double equivalence) {
        this.id = id;
        this.title = title;
        this.reading = reading;
        this.pair = pair;
        this.equivalence = equivalence;
    }

    String draw(List<MetricFinding> drawn, List<MetricFinding> withheld) {
        Map<String, List<MetricFinding>> byScenario = drawn.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.metric().scenario(), LinkedHashMap::new, Collectors.toList()));
        List<String> left = withheldLines(withheld);
        Legend legend = legend();
        double legendTop = PlotCanvas.TOP - 4;
        double top = legendTop + legend.height() + 50;
        double bottom = top + (drawn.size() + byScenario.size()) * ROW + 4;
        double height = bottom + Axes.BELOW + left.size() * 18 + 6;
        PlotCanvas canvas = new PlotCanvas(id, title, reading, height);
        legend.draw(canvas, legendTop);
        Scale scale = scale(drawn);
        band(canvas, scale, top, bottom);
        axes(canvas, scale, top, bottom);
        double y = top;
        for (Map.Entry<String, List<MetricFinding>> group : byScenario.entrySet()) {
            y += ROW;
            canvas.fitted(
                    PlotCanvas.EDGE, y - 7, Anchor.START, "pl-strong", group.getKey(), FROM - 10 - PlotCanvas.EDGE);
            for (MetricFinding finding : group.getValue()) {
                y += ROW;
                row(canvas, scale, finding, y - ROW / 2);
            }
        }
        for (int i = 0; i < left.size(); i++) {
            canvas.text(PlotCanvas.EDGE, bottom + Axes.BELOW + 10 + i * 18, Anchor.START, "pl-soft", left.get(i));
        }
        return canvas.finish();
    }

    private Legend legend() {
        return new Legend()
                .build(Side.CANDIDATE, pair.candidate().label() + " better")
                .build(Side.BASELINE, pair.baseline().label() + " better")
                .add("equal", (canvas, x, y) -> Shape.neutral(canvas, x, y, false))
                .add("undecided", (canvas, x, y) -> {
                    canvas.line("pl-none pl-line", x - 12, y, x + 12, y);
                    Shape.neutral(canvas, x, y, true);
                })
                .add("provisional, no interval", (canvas, x, y) -> Shape.neutral(canvas, x, y, true))
                .patch(
                        "pl-band",
                        "practically equal within ±"
                                + Numbers.exact(BigDecimal.valueOf(equivalence)
                                        .movePointRight(2)
                                        .doubleValue()) + "\u00a0%");
    }

    private Scale scale(List<MetricFinding> drawn) {
        double least = 1 - equivalence;
        double greatest = 1 + equivalence;
        for (MetricFinding finding : drawn) {
            double value = value(finding.metric());
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        double from = least;
        double to = greatest;
        for (MetricFinding finding : drawn) {
            Double low = known(finding.metric().ratio().low());
            Double high = known(finding.metric().ratio().high());
            from = low == null ? from : Math.min(from, Math.max(low, least / FAR));
            to = high == null ? to : Math.max(to, Math.min(high, greatest * FAR));
        }
        return Scale.logarithmic(from, to, FROM, TO, MOST_TICKS);
    }

    private void band(PlotCanvas canvas, Scale scale, double top, double bottom) {
        double from = scale.at(1 - equivalence);
        canvas.rect("pl-band", from, top, scale.at(1 + equivalence) - from, bottom - top);
    }

    private void axes(PlotCanvas canvas, Scale scale, double top, double bottom) {
        new Axes(canvas, scale, Scale.linear(0, 1, bottom, top, 1))
                .columns(true)
                .nameBelow(TextWidth.fit(
                        "ratio " + pair.candidate().label() + " / "
                                + pair.baseline().label() + ", log scale",
                        PlotCanvas.FONT,
                        TO - FROM + 120));
        canvas.line("pl-axis", scale.at(1), top, scale.at(1), bottom);
        canvas.text(PlotCanvas.EDGE, top - 24, Anchor.START, "pl-soft", "↑ higher is better");
        canvas.text(PlotCanvas.EDGE, top - 7, Anchor.START, "pl-soft", "↓ lower is better");
        canvas.text(FIGURES_AT, top - 7, Anchor.START, "pl-soft", "ratio (interval)");
        canvas.text(VERDICT_AT, top - 7, Anchor.START, "pl-soft", "verdict");
        double one = scale.at(1);
        // Near the figures at the right the text ends at its line instead.
        Anchor anchor = one > (FROM + TO) / 2 + 40 ? Anchor.END : Anchor.MIDDLE;
        canvas.text(one, top - 7, anchor, "pl-soft", "1 = the same");
    }

    private void row(PlotCanvas canvas, Scale scale, MetricFinding finding, double y) {
        Metric metric = finding.metric();
        String name = PlotWords.brief(finding.figure()) + " " + PlotWords.arrow(metric.better())
                + (metric.prompt() == null ? "" : " " + metric.prompt());
        canvas.fitted(PlotCanvas.EDGE + 10, y + 4.5, Anchor.START, "", name, FROM - 20 - PlotCanvas.EDGE);
        double value = value(metric);
        Double low = known(metric.ratio().low());
        Double high = known(metric.ratio().high());
        String figures = Numbers.ratio(value, low, high);
        String verdict = PlotWords.verdict(finding, pair);
        canvas.openMark(metric.scenario() + ", " + PlotWords.brief(finding.figure())
                + (metric.prompt() == null ? "" : " of " + metric.prompt()) + " ("
                + PlotWords.direction(metric.better()) + "): ratio " + figures + ", " + verdict);
        @Nullable Side winner = finding.judgement() instanceof Judgement.Better better ? better.side() : null;
        if (low != null && high != null) {
            interval(canvas, scale, winner == null ? "pl-none" : PlotCanvas.tone(winner), low, high, y);
        }
        if (winner == null) {
            Shape.neutral(canvas, scale.at(value), y, !(finding.judgement() instanceof Judgement.PracticallyEqual));
        } else {
            Shape.draw(canvas, winner, scale.at(value), y, false);
        }
        canvas.close();
        canvas.fitted(FIGURES_AT, y + 4.5, Anchor.START, "", figures, VERDICT_AT - FIGURES_AT - 4);
        canvas.fitted(VERDICT_AT, y + 4.5, Anchor.START, "", verdict, PlotCanvas.WIDTH - VERDICT_AT - 6);
    }

    /** With a short cross line at each end, or an arrowhead where the end lies outside. */
    private static void interval(PlotCanvas canvas, Scale scale, String tone, double low, double high, double y) {
        double from = Math.max(scale.from(), scale.at(low));
        double to = Math.min(scale.to(), scale.at(high));
        canvas.line(tone + " pl-line", from, y, to, y);
        end(canvas, tone, from, y, low < scale.low() ? 6 : 0);
        end(canvas, tone, to, y, high > scale.high() ? -6 : 0);
    }

    private static void end(PlotCanvas canvas, String tone, double x, double y, double back) {
        canvas.path(
                tone + " pl-line",
                "M" + Coordinate.of(x + back) + " " + Coordinate.of(y - 5) + "L" + Coordinate.of(x) + " "
                        + Coordinate.of(y) + "L" + Coordinate.of(x + back) + " " + Coordinate.of(y + 5));
    }

    private static List<String> withheldLines(List<MetricFinding> withheld) {
        if (withheld.isEmpty()) {
            return List.of();
        }
        String names = withheld.stream()
                .map(finding -> PlotWords.brief(finding.figure()) + " ("
                        + (finding.metric().prompt() == null
                                ? finding.metric().scenario()
                                : finding.metric().prompt())
                        + ")")
                .collect(Collectors.joining(", "));
        return TextWidth.wrap(
                "Withheld, not drawn: " + names,
                PlotCanvas.FONT,
                PlotCanvas.WIDTH - 2 * PlotCanvas.EDGE,
                MOST_WITHHELD_LINES);
    }

    /** An end may lie infinitely far out, but not nowhere. */
    private static @Nullable Double known(@Nullable Double end) {
        return end == null || end.isNaN() ? null : end;
    }

    private static double value(Metric metric) {
        Double value = metric.ratio().value();
        if (value == null) {
            throw new IllegalArgumentException("a ratio without a value cannot be drawn");
        }
        return value;
    }
}
