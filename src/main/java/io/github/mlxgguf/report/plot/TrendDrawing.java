package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.history.Change;
import io.github.mlxgguf.analysis.history.Point;
import io.github.mlxgguf.analysis.history.RatioPoint;
import io.github.mlxgguf.analysis.history.Series;
import io.github.mlxgguf.analysis.history.Trend;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.plot.PlotCanvas.Anchor;
import io.github.mlxgguf.trace.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws a trend: both builds above, their ratio below, a line where a version steps. */
final class TrendDrawing {
    private static final double PANEL = 170;
    private static final double RATIO_PANEL = 90;
    private static final double BETWEEN = 40;
    /** A row of version names for each side. */
    private static final double VERSION_ROW = 17;

    private static final int MOST_TICKS = 6;
    private static final double RIGHT = PlotCanvas.WIDTH - PlotCanvas.EDGE;
    /** Less room shows too little of a version to know it by. */
    private static final double LEAST_LABEL = 46;

    private static final int DATE_LENGTH = 10;
    /** A strip has room for one at each end and one between. */
    private static final int STRIP_TICKS = 3;

    private static final double CROSS = 4;
    /** Marks of runs without a value stand in a row of each side above the axis. */
    private static final double GAP_ROW = 10;

    private record Run(String started, String id) {}

    private final String id;
    private final String title;
    private final String reading;
    private final Trend trend;
    private final int mostMarks;
    private final List<Run> runs;
    private final Map<Run, Integer> places = new HashMap<>();
    private final String unit;

    TrendDrawing(String id, String title, String reading, Trend trend, int mostMarks) {
        this.id = id;
        this.title = title;
        this.reading = reading;
        this.trend = trend;
        this.mostMarks = mostMarks;
        this.runs = trend.series().stream()
                .flatMap(series -> series.points().stream())
                .map(point -> new Run(point.started(), point.runId()))
                .distinct()
                .sorted(Comparator.comparing((Run run) -> Instant.parse(run.started()))
                        .thenComparing(Run::id))
                .toList();
        for (int i = 0; i < runs.size(); i++) {
            places.put(runs.get(i), i);
        }
        this.unit = trend.unit().equals("bytes")
                ? Numbers.byteUnit(values().mapToDouble(point -> Math.abs(point.greatest()))
                        .max()
                        .orElse(0))
                : trend.unit();
    }

    String draw() {
        Legend legend = legend();
        double legendTop = PlotCanvas.TOP - 4;
        double top = legendTop + legend.height() + 2 * VERSION_ROW + 34;
        double bottom = top + PANEL;
        boolean hasRatios = !trend.ratios().isEmpty();
        double end = hasRatios ? bottom + BETWEEN + RATIO_PANEL : bottom;
        PlotCanvas canvas = new PlotCanvas(id, title, reading, end + Axes.BELOW);
        legend.draw(canvas, legendTop);
        Scale x = Scale.linear(-0.5, runs.size() - 0.5, Axes.LEFT, RIGHT, MOST_TICKS);
        Scale y = scale(
                values().mapToDouble(point -> shown(point.least())).min().orElseThrow(),
                values().mapToDouble(point -> shown(point.greatest())).max().orElseThrow(),
                bottom,
                top,
                MOST_TICKS);
        canvas.text(PlotCanvas.EDGE, legendTop + legend.height() + 18, Anchor.START, "", name(y));
        new Axes(canvas, x, y).rows();
        canvas.line("pl-axis", x.from(), bottom, x.to(), bottom);
        for (Side side : Side.values()) {
            steps(canvas, side, x, top, end);
        }
        trend.series().forEach(series -> course(canvas, series, x, y));
        if (hasRatios) {
            ratios(canvas, x, bottom + BETWEEN, end);
        }
        dates(canvas, x, end);
        return canvas.finish();
    }

    private Legend legend() {
        Legend legend = new Legend();
        for (Side side : Side.values()) {
            trend.series().stream()
                    .filter(series -> series.side() == side)
                    .reduce((first, second) -> second)
                    .ifPresent(series -> legend.build(side, TrendPlot.build(series)));
        }
        legend.add("lowest to highest load", (at, x, y) -> at.line("pl-none pl-line", x, y - 8, x, y + 8));
        if (values().anyMatch(TrendDrawing::isDoubtful)) {
            legend.add(
                    "hollow: flagged run, failed requests or a figure that cannot be",
                    (at, x, y) -> Shape.neutral(at, x, y, true));
        }
        if (points().anyMatch(point -> !point.hasValue())) {
            legend.add("no value", (at, x, y) -> cross(at, "pl-none", x, y));
        }
        if (trend.series().stream().anyMatch(series -> !series.changes().isEmpty())) {
            legend.add("a version changed", (at, x, y) -> at.line("pl-none pl-line pl-dash", x, y - 8, x, y + 8));
        }
        return legend;
    }

    private Stream<Point> values() {
        return points().filter(Point::hasValue);
    }

    private Stream<Point> points() {
        return trend.series().stream().flatMap(series -> series.points().stream());
    }

    private static boolean isDoubtful(Point point) {
        return !point.doubts().isEmpty() || point.hasFailures() || point.implausible() || !point.inOrder();
    }

    private static void cross(PlotCanvas at, String tone, double x, double y) {
        at.line(tone + " pl-line", x - CROSS, y - CROSS, x + CROSS, y + CROSS);
        at.line(tone + " pl-line", x - CROSS, y + CROSS, x + CROSS, y - CROSS);
    }

    private double shown(double value) {
        return trend.unit().equals("bytes") ? Numbers.inByteUnit(value, unit) : value;
    }

    private String name(Scale y) {
        return PlotWords.direction(trend.better()) + ", " + unit + (y.logarithmic() ? ", log scale" : "");
    }

    private static Scale scale(double least, double greatest, double from, double to, int ticks) {
        if (least > 0) {
            return Scale.logarithmic(least, greatest, from, to, ticks);
        }
        double room = Math.max((greatest - least) * 0.06, 1e-9);
        return Scale.linear(least - room, greatest + room, from, to, ticks);
    }

    private int place(String started, String runId) {
        return Objects.requireNonNull(places.get(new Run(started, runId)));
    }

    private void steps(PlotCanvas canvas, Side side, Scale x, double top, double bottom) {
        List<Change> changes = trend.series().stream()
                .filter(series -> series.side() == side)
                .flatMap(series -> series.changes().stream())
                .sorted(Comparator.comparing((Change change) -> place(change.started(), change.runId())))
                .toList();
        double label = top - 8 - (side == Side.BASELINE ? VERSION_ROW : 0);
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            double at = x.at(place(change.started(), change.runId()) - 0.5) + (side == Side.BASELINE ? -1 : 1);
            canvas.openHint(change.versions());
            canvas.line(PlotCanvas.tone(side) + (side == Side.CANDIDATE ? " pl-dash" : ""), at, label + 3, at, bottom);
            double next = i + 1 == changes.size()
                    ? RIGHT
                    : x.at(place(
                                    changes.get(i + 1).started(),
                                    changes.get(i + 1).runId())
                            - 0.5);
            if (next - at >= LEAST_LABEL) {
                String after = change.steps().isEmpty()
                        ? ""
                        : change.steps().get(0).subject()
                                + " "
                                + change.steps().get(0).now();
                canvas.text(
                        at + 3, label, Anchor.START, "pl-soft", TextWidth.fit(after, PlotCanvas.FONT, next - at - 6));
            }
            canvas.close();
        }
    }

    private void course(PlotCanvas canvas, Series series, Scale x, Scale y) {
        Map<Point, Integer> gaps = new HashMap<>();
        int gapsBefore = 0;
        for (Point point : series.points()) {
            gapsBefore += point.hasValue() ? 0 : 1;
            gaps.put(point, gapsBefore);
        }
        List<TrendMark<Point>> marks = TrendMark.of(
                series.points().stream().filter(Point::hasValue).toList(),
                mostMarks,
                point -> place(point.started(), point.runId()),
                point -> shown(point.value()),
                point -> shown(point.least()),
                point -> shown(point.greatest()),
                point -> List.of(
                        String.valueOf(point.engine()),
                        String.valueOf(point.serverVersion()),
                        String.valueOf(gaps.get(point)),
                        isDoubtful(point)));
        String tone = PlotCanvas.tone(series.side());
        if (marks.size() > 1) {
            canvas.path(
                    tone + " pl-line" + (series.side() == Side.CANDIDATE ? " pl-dash" : ""), line(marks, gaps, x, y));
        }
        if (!marks.isEmpty()) {
            canvas.path(tone + " pl-line", spreads(marks, x, y));
        }
        for (Point point : series.points()) {
            if (!point.hasValue()) {
                canvas.openHint(series.build().label() + " no value, " + point.runId() + ", "
                        + TrendPlot.attempts(point).sentence());
                cross(
                        canvas,
                        tone,
                        x.at(place(point.started(), point.runId())),
                        y.from() - GAP_ROW * (series.side() == Side.BASELINE ? 2 : 1));
                canvas.close();
            }
        }
        for (TrendMark<Point> mark : marks) {
            Point first = mark.first();
            canvas.openMark(series.build().label() + " " + TrendPlot.value(trend, unshown(mark.value())) + ", "
                    + (mark.runs() == 1
                            ? first.runId()
                            : Numbers.counted(mark.runs(), "run") + " from " + first.runId())
                    + (first.engine() == null ? "" : ", " + first.engine())
                    + (mark.runs() == 1 && first.hasFailures()
                            ? ", " + TrendPlot.attempts(first).sentence()
                            : ""));
            Shape.draw(canvas, series.side(), x.at(mark.at()), y.at(mark.value()), isDoubtful(first));
            canvas.close();
        }
    }

    private double unshown(double value) {
        return trend.unit().equals("bytes") ? value / Numbers.inByteUnit(1, unit) : value;
    }

    /** Where a run has no value the line ends, and begins again after it. */
    private static String line(List<TrendMark<Point>> marks, Map<Point, Integer> gaps, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        @Nullable Integer before = null;
        for (TrendMark<Point> mark : marks) {
            Integer now = gaps.get(mark.first());
            boolean goesOn = Objects.equals(before, now);
            before = now;
            path.append(goesOn ? "L" : "M")
                    .append(Coordinate.of(x.at(mark.at())))
                    .append(' ')
                    .append(Coordinate.of(y.at(mark.value())));
        }
        return path.toString();
    }

    private static String spreads(List<? extends TrendMark<?>> marks, Scale x, Scale y) {
        StringBuilder path = new StringBuilder();
        for (TrendMark<?> mark : marks) {
            path.append('M')
                    .append(Coordinate.of(x.at(mark.at())))
                    .append(' ')
                    .append(Coordinate.of(y.at(mark.high())))
                    .append('V')
                    .append(Coordinate.of(y.at(mark.low())));
        }
        return path.toString();
    }

    private void ratios(PlotCanvas canvas, Scale x, double top, double bottom) {
        boolean thinned = trend.ratios().size() > mostMarks;
        List<TrendMark<RatioPoint>> marks = TrendMark.of(
                trend.ratios(),
                mostMarks,
                ratio -> place(ratio.started(), ratio.runId()),
                RatioPoint::value,
                ratio -> thinned ? ratio.value() : Objects.requireNonNullElse(ratio.low(), ratio.value()),
                ratio -> thinned ? ratio.value() : Objects.requireNonNullElse(ratio.high(), ratio.value()),
                RatioPoint::isWithheld);
        double least =
                Math.min(1, marks.stream().mapToDouble(TrendMark::low).min().orElseThrow());
        double greatest =
                Math.max(1, marks.stream().mapToDouble(TrendMark::high).max().orElseThrow());
        Scale y = scale(least, greatest, bottom, top, STRIP_TICKS);
        canvas.text(
                PlotCanvas.EDGE,
                top - 10,
                Anchor.START,
                "",
                labels() + " in the same run" + (thinned ? ", lowest to highest" : ", 95 % interval")
                        + (trend.ratios().stream().anyMatch(RatioPoint::isWithheld) ? "; hollow: withheld" : ""));
        new Axes(canvas, x, y).rows();
        canvas.line("pl-axis", x.from(), y.at(1), x.to(), y.at(1));
        canvas.path("pl-none pl-line", spreads(marks, x, y));
        for (TrendMark<RatioPoint> mark : marks) {
            RatioPoint first = mark.first();
            canvas.openMark(
                    mark.runs() == 1
                            ? first.runId() + ": " + first.words()
                            : Numbers.counted(mark.runs(), "run") + " from " + first.runId() + ": "
                                    + Numbers.figure(mark.value()));
            Shape.neutral(canvas, x.at(mark.at()), y.at(mark.value()), first.isWithheld());
            canvas.close();
        }
    }

    private String labels() {
        List<String> labels = new ArrayList<>();
        for (Side side : List.of(Side.CANDIDATE, Side.BASELINE)) {
            trend.series().stream()
                    .filter(series -> series.side() == side)
                    .reduce((first, second) -> second)
                    .ifPresent(series -> labels.add(series.build().label()));
        }
        return String.join(" / ", labels);
    }

    /** The first and the newest run's day, and one in the middle where there are more. */
    private void dates(PlotCanvas canvas, Scale x, double bottom) {
        int last = runs.size() - 1;
        canvas.text(x.from(), bottom + 18, Anchor.START, "pl-soft", day(0));
        if (last > 0) {
            canvas.text(x.to(), bottom + 18, Anchor.END, "pl-soft", day(last));
        }
        if (last > 3) {
            canvas.text(x.at(Math.floor(last / 2.0)), bottom + 18, Anchor.MIDDLE, "pl-soft", day(last / 2));
        }
        canvas.text(
                (x.from() + x.to()) / 2,
                bottom + 38,
                Anchor.MIDDLE,
                "",
                Numbers.counted(runs.size(), "run") + " in the order of time, equally far apart");
    }

    private String day(int run) {
        String started = runs.get(run).started();
        return started.substring(0, Math.min(DATE_LENGTH, started.length()));
    }
}
