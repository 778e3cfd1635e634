package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Column;
import io.github.mlxgguf.trace.Side;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Time to first text against the length of the prompt. */
final class ContextPlot {
    private static final double HEIGHT = 400;
    private static final double BOTTOM = HEIGHT - Axes.BELOW;
    private static final int MOST_TICKS = 9;

    private ContextPlot() {}

    /** The plot; empty where no size has both its tokens and its TTFT. */
    static Optional<Plot> of(String id, PairFindings pair, PairEvidence evidence) {
        List<ContextPoint> points =
                ContextPoint.of(pair.scenarios().contextStress().sizes(), evidence);
        if (points.isEmpty()) {
            return Optional.empty();
        }
        String name = pair.summary().name();
        String title = name + ": time to first text against the length of the prompt";
        String reading = Arrays.stream(Side.values())
                .map(side -> reading(on(side, points)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return Optional.of(new Plot(
                id, Plot.Topic.CONTEXT, name, title, reading, draw(id, title, reading, points), table(title, points)));
    }

    private static List<ContextPoint> on(Side side, List<ContextPoint> points) {
        return points.stream()
                .filter(point -> point.side() == side)
                .sorted(Comparator.comparing(ContextPoint::inputTokens))
                .toList();
    }

    private static Optional<String> reading(List<ContextPoint> points) {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        ContextPoint first = points.get(0);
        ContextPoint last = points.get(points.size() - 1);
        String start =
                first.label() + ": " + figure(first) + " ms at " + Numbers.count(first.inputTokens()) + " input tokens";
        return Optional.of(
                points.size() == 1
                        ? start + "."
                        : start + ", " + figure(last) + " ms at " + Numbers.count(last.inputTokens()) + ".");
    }

    private static String figure(ContextPoint point) {
        return Numbers.figure(point.ttftMs());
    }

    private static String draw(String id, String title, String reading, List<ContextPoint> points) {
        PlotCanvas canvas = new PlotCanvas(id, title, reading, HEIGHT);
        Legend legend = new Legend();
        for (Side side : Side.values()) {
            on(side, points).stream().findFirst().ifPresent(point -> legend.build(side, point.label()));
        }
        legend.add("lowest to highest load", (at, x, y) -> spread(at, "pl-none", x, y - 8, y + 8));
        double legendTop = PlotCanvas.TOP - 4;
        legend.draw(canvas, legendTop);
        Scale x = Scale.logarithmic(
                points.stream().mapToDouble(ContextPoint::inputTokens).min().orElseThrow(),
                points.stream().mapToDouble(ContextPoint::inputTokens).max().orElseThrow(),
                Axes.LEFT,
                PlotCanvas.WIDTH - PlotCanvas.EDGE,
                MOST_TICKS);
        Scale y = Scale.logarithmic(
                points.stream().mapToDouble(ContextPoint::leastMs).min().orElseThrow(),
                points.stream().mapToDouble(ContextPoint::greatestMs).max().orElseThrow(),
                BOTTOM,
                legendTop + legend.height() + 34,
                MOST_TICKS);
        new Axes(canvas, x, y)
                .rows()
                .columns(true)
                .nameBelow("input tokens, log scale")
                .nameAbove("TTFT in ms, log scale");
        for (Side side : Side.values()) {
            course(canvas, x, y, on(side, points));
        }
        return canvas.finish();
    }

    private static void course(PlotCanvas canvas, Scale x, Scale y, List<ContextPoint> points) {
        StringBuilder path = new StringBuilder();
        for (ContextPoint point : points) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(Coordinate.of(x.at((double) point.inputTokens())))
                    .append(' ')
                    .append(Coordinate.of(y.at(point.ttftMs())));
        }
        if (points.size() > 1) {
            Side side = points.get(0).side();
            String dash = side == Side.CANDIDATE ? " pl-dash" : "";
            canvas.path(PlotCanvas.tone(side) + " pl-line" + dash, path.toString());
        }
        for (ContextPoint point : points) {
            double at = x.at((double) point.inputTokens());
            canvas.openMark(point.label() + ", " + Numbers.count(point.inputTokens()) + " input tokens: TTFT "
                    + figure(point) + " ms, loads " + Numbers.figure(point.leastMs()) + " to "
                    + Numbers.figure(point.greatestMs()) + " ms");
            if (point.leastMs() < point.greatestMs()) {
                spread(canvas, PlotCanvas.tone(point.side()), at, y.at(point.greatestMs()), y.at(point.leastMs()));
            }
            Shape.draw(canvas, point.side(), at, y.at(point.ttftMs()), false);
            canvas.close();
        }
    }

    private static void spread(PlotCanvas canvas, String tone, double x, double top, double bottom) {
        canvas.line(tone + " pl-line", x, top, x, bottom);
        canvas.line(tone + " pl-line", x - 4, top, x + 4, top);
        canvas.line(tone + " pl-line", x - 4, bottom, x + 4, bottom);
    }

    private static Table table(String title, List<ContextPoint> points) {
        return new Table(
                title,
                List.of(
                        Column.text("Build"),
                        Column.text("Prompt"),
                        Column.number("Input tokens"),
                        Column.number("TTFT, ms"),
                        Column.number("Lowest load, ms"),
                        Column.number("Highest load, ms"),
                        Column.number("Loads")),
                points.stream()
                        .map(point -> Table.row(
                                point.label(),
                                point.prompt(),
                                Numbers.count(point.inputTokens()),
                                figure(point),
                                Numbers.figure(point.leastMs()),
                                Numbers.figure(point.greatestMs()),
                                Numbers.count(point.loads())))
                        .toList());
    }
}
