package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.plot.PlotCanvas.Anchor;
import java.util.ArrayList;
import java.util.List;

/** Draws speed against memory: shape by build, number by pair. */
final class EfficiencyDrawing {
    private static final double PLANE = 330;
    private static final int MOST_TICKS = 7;
    /** Numbers nearer to each other than this would run into each other: one of them is enough. */
    private static final double TOO_NEAR = 16;

    private record Place(double x, double y, int number) {}

    private final String id;
    private final String title;
    private final String reading;
    private final String unit;

    EfficiencyDrawing(String id, String title, String reading, String unit) {
        this.id = id;
        this.title = title;
        this.reading = reading;
        this.unit = unit;
    }

    String draw(List<EfficiencyPoint> points) {
        Legend legend = new Legend();
        EfficiencyPlot.byBuild(points)
                .values()
                .forEach(build -> legend.build(build.get(0).side(), EfficiencyPlot.name(build.get(0))));
        double legendTop = PlotCanvas.TOP - 4;
        double top = legendTop + legend.height() + 34;
        double bottom = top + PLANE;
        PlotCanvas canvas = new PlotCanvas(id, title, reading, bottom + Axes.BELOW);
        legend.draw(canvas, legendTop);
        double most = points.stream()
                .mapToDouble(point -> EfficiencyPlot.growth(point, unit))
                .max()
                .orElse(1);
        double least = points.stream()
                .mapToDouble(point -> EfficiencyPlot.growth(point, unit))
                .min()
                .orElse(0);
        double fastest =
                points.stream().mapToDouble(EfficiencyPoint::decode).max().orElse(1);
        // Both axes begin at nothing, so that distances are true to the figures.
        Scale x = Scale.linear(
                Math.min(0, least * 1.1), Math.max(0, most) * 1.08, Axes.LEFT, PlotCanvas.WIDTH - 24, MOST_TICKS);
        Scale y = Scale.linear(0, fastest * 1.08, bottom, top, MOST_TICKS);
        new Axes(canvas, x, y)
                .rows()
                .columns(true)
                .nameBelow("peak memory growth, " + unit)
                .nameAbove("decode speed, tokens/s");
        List<Place> numbered = new ArrayList<>();
        for (EfficiencyPoint point : points) {
            mark(canvas, x, y, point, numbered);
        }
        return canvas.finish();
    }

    private void mark(PlotCanvas canvas, Scale x, Scale y, EfficiencyPoint point, List<Place> numbered) {
        double growth = EfficiencyPlot.growth(point, unit);
        double atX = x.at(growth);
        double atY = y.at(point.decode());
        canvas.openMark(point.pair() + ", " + point.label() + ", round " + Numbers.count(point.round()) + ": "
                + Numbers.figure(point.decode()) + " tokens/s, " + Numbers.figure(growth) + " " + unit);
        Shape.draw(canvas, point.side(), atX, atY, false);
        boolean taken = numbered.stream()
                .anyMatch(other -> other.number() == point.number()
                        && Math.abs(other.x() - atX) < TOO_NEAR
                        && Math.abs(other.y() - atY) < TOO_NEAR);
        if (!taken) {
            canvas.text(atX + 9, atY - 6, Anchor.START, "pl-strong", Integer.toString(point.number()));
            numbered.add(new Place(atX, atY, point.number()));
        }
        canvas.close();
    }
}
