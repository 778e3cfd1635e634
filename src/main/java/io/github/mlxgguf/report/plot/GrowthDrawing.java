package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.leak.GrowthCurve;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.plot.PlotCanvas.Anchor;
import java.util.List;

/** Draws courses of memory one below the other: all on the scale of requests, those of one kind of memory on one scale of it. */
final class GrowthDrawing {
    private static final double PANEL = 130;
    private static final double PANEL_GAP = 34;
    private static final int ROW_TICKS = 5;
    private static final int COLUMN_TICKS = 12;
    /** More points than this nobody wants to hear one by one; the table has them. */
    private static final int MOST_MARKS = 60;
    /** An axis shorter than this would make noise look like growth. */
    private static final double LEAST_SPAN_MB = 1;

    private final String id;
    private final String title;
    private final String reading;

    GrowthDrawing(String id, String title, String reading) {
        this.id = id;
        this.title = title;
        this.reading = reading;
    }

    String draw(List<GrowthCurve> curves) {
        Legend legend = legend(curves);
        double legendTop = PlotCanvas.TOP - 4;
        double top = legendTop + legend.height() + 10;
        double height = top + curves.size() * (PANEL + PANEL_GAP) + Axes.BELOW;
        PlotCanvas canvas = new PlotCanvas(id, title, reading, height);
        legend.draw(canvas, legendTop);
        int requests = curves.stream()
                .mapToInt(curve -> curve.megabytes().size())
                .max()
                .orElse(1);
        int points = curves.stream()
                .mapToInt(curve -> GrowthPlot.shown(curve).size())
                .sum();
        Scale x = Scale.linear(
                0.5, requests + 0.5, Axes.LEFT, PlotCanvas.WIDTH - PlotCanvas.EDGE, Math.min(COLUMN_TICKS, requests));
        for (int i = 0; i < curves.size(); i++) {
            double panelTop = top + i * (PANEL + PANEL_GAP) + PANEL_GAP - 8;
            String metric = curves.get(i).metric();
            double[] range = range(curves.stream()
                    .filter(curve -> curve.metric().equals(metric))
                    .toList());
            Scale y = Scale.linear(range[0], range[1], panelTop + PANEL, panelTop, ROW_TICKS);
            boolean last = i == curves.size() - 1;
            Axes axes = new Axes(canvas, x, y).rows().columns(last);
            if (last) {
                axes.nameBelow("request");
            }
            panel(canvas, x, y, curves.get(i), points <= MOST_MARKS);
        }
        return canvas.finish();
    }

    private static Legend legend(List<GrowthCurve> curves) {
        Legend legend = new Legend();
        curves.stream()
                .map(GrowthCurve::side)
                .distinct()
                .sorted()
                .forEach(side -> legend.build(
                        side,
                        curves.stream()
                                .filter(curve -> curve.side() == side)
                                .findFirst()
                                .map(GrowthCurve::label)
                                .orElse(side.id())));
        if (curves.stream().anyMatch(curve -> curve.settledFrom() > 0)) {
            legend.add("still settling, does not count", (canvas, x, y) -> Shape.neutral(canvas, x, y, true));
        }
        if (curves.stream().anyMatch(curve -> curve.fitted() != null)) {
            legend.add("fitted", (canvas, x, y) -> canvas.line("pl-axis pl-dash pl-line", x - 12, y, x + 12, y));
        }
        return legend;
    }

    private static double[] range(List<GrowthCurve> curves) {
        double low = 0;
        double high = 0;
        for (GrowthCurve curve : curves) {
            for (int i : GrowthPlot.shown(curve)) {
                double fitted = GrowthPlot.fitted(curve, i).orElse(0.0);
                low = Math.min(low, Math.min(fitted, GrowthPlot.growth(curve, i)));
                high = Math.max(high, Math.max(fitted, GrowthPlot.growth(curve, i)));
            }
        }
        double room = Math.max(0, LEAST_SPAN_MB - (high - low)) / 2 + 0.06 * (high - low);
        return new double[] {low - room, high + room};
    }

    private static void panel(PlotCanvas canvas, Scale x, Scale y, GrowthCurve curve, boolean marks) {
        String name = GrowthPlot.name(curve) + ", in MB";
        canvas.fitted(
                PlotCanvas.EDGE,
                y.to() - 8,
                Anchor.START,
                "pl-strong",
                name + ": " + curve.leakClass().id(),
                PlotCanvas.WIDTH - 2 * PlotCanvas.EDGE);
        for (int i : GrowthPlot.shown(curve)) {
            boolean settling = i < curve.settledFrom();
            String says = curve.label() + ", request " + Numbers.count(i + 1) + ": "
                    + Numbers.figure(GrowthPlot.growth(curve, i)) + " MB" + (settling ? ", still settling" : "");
            if (marks) {
                canvas.openMark(says);
            } else {
                canvas.openHint(says);
            }
            Shape.draw(canvas, curve.side(), x.at(i + 1), y.at(GrowthPlot.growth(curve, i)), settling);
            canvas.close();
        }
        fit(canvas, x, y, curve);
    }

    private static void fit(PlotCanvas canvas, Scale x, Scale y, GrowthCurve curve) {
        StringBuilder path = new StringBuilder();
        for (int i : GrowthPlot.shown(curve)) {
            double request = i + 1;
            GrowthPlot.fitted(curve, i).ifPresent(value -> path.append(path.isEmpty() ? "M" : "L")
                    .append(Coordinate.of(x.at(request)))
                    .append(' ')
                    .append(Coordinate.of(y.at(value))));
        }
        if (!path.isEmpty()) {
            canvas.openMark(GrowthPlot.name(curve) + ", fitted: " + curve.verdict());
            canvas.path("pl-axis pl-dash pl-line", path.toString());
            canvas.close();
        }
    }
}
