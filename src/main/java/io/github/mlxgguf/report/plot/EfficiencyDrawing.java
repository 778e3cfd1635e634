package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.plot.PlotCanvas.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Draws speed against memory: shape by build, number by pair. */
final class EfficiencyDrawing {
    private static final double PLANE = 330;
    private static final int MOST_TICKS = 7;
    /** Numbers nearer to each other than this would run into each other: one of them is enough. */
    private static final double TOO_NEAR = 16;
    /** Half of a number and half of what stands beside it. */
    private static final double TOUCH = 10;

    /** From the middle of a line of text to its foot. */
    private static final double HALF_DIGIT = 4.5;

    private record Place(double x, double y, int number) {
        boolean isNear(Place other) {
            return Math.abs(x - other.x) < TOO_NEAR && Math.abs(y - other.y) < TOO_NEAR;
        }

        boolean touches(Place other) {
            return Math.abs(x - other.x) < TOUCH && Math.abs(y - other.y) < TOUCH;
        }
    }

    /** Where the middle of a number may stand beside its mark, the best place first. */
    private static final List<Place> CORNERS =
            List.of(new Place(13, -10, 0), new Place(13, 11, 0), new Place(-13, -10, 0), new Place(-13, 11, 0));

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
        List<Place> marks = new ArrayList<>();
        for (EfficiencyPoint point : points) {
            Place place = new Place(x.at(EfficiencyPlot.growth(point, unit)), y.at(point.decode()), point.number());
            mark(canvas, point, place);
            marks.add(place);
        }
        // Above all marks, or the marks of later pairs would hide them.
        numbers(canvas, marks);
        return canvas.finish();
    }

    private void mark(PlotCanvas canvas, EfficiencyPoint point, Place place) {
        canvas.openMark(point.pair() + ", " + point.label() + ", round " + Numbers.count(point.round()) + ": "
                + Numbers.figure(point.decode()) + " tokens/s, "
                + Numbers.figure(EfficiencyPlot.growth(point, unit)) + " " + unit);
        Shape.draw(canvas, point.side(), place.x(), place.y(), false);
        canvas.close();
    }

    private static void numbers(PlotCanvas canvas, List<Place> marks) {
        List<Place> numbered = new ArrayList<>();
        List<Place> written = new ArrayList<>();
        for (Place mark : marks) {
            if (numbered.stream().noneMatch(other -> other.number() == mark.number() && other.isNear(mark))) {
                numbered.add(mark);
                Place free = CORNERS.stream()
                        .map(corner -> new Place(mark.x() + corner.x(), mark.y() + corner.y(), mark.number()))
                        .filter(place ->
                                Stream.concat(marks.stream(), written.stream()).noneMatch(place::touches))
                        .findFirst()
                        .orElseGet(() -> new Place(
                                mark.x() + CORNERS.get(0).x(),
                                mark.y() + CORNERS.get(0).y(),
                                mark.number()));
                written.add(free);
                canvas.text(
                        free.x(),
                        free.y() + HALF_DIGIT,
                        Anchor.MIDDLE,
                        "pl-strong pl-halo",
                        Integer.toString(free.number()));
            }
        }
    }
}
