package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.history.Attempts;
import io.github.mlxgguf.analysis.history.Point;
import io.github.mlxgguf.analysis.history.RatioPoint;
import io.github.mlxgguf.analysis.history.Series;
import io.github.mlxgguf.analysis.history.Trend;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** One figure of both builds from run to run, over their ratio. */
public final class TrendPlot {
    private TrendPlot() {}

    /**
     * The plot of a trend.
     *
     * @param mostMarks of a series; more runs share marks, and the reading says so
     * @param table the same figures in the words of the caller
     */
    public static Plot of(String id, Trend trend, int mostMarks, Table table) {
        String title = trend.pair() + ": " + figure(trend);
        String reading = reading(trend, mostMarks);
        String svg = new TrendDrawing(id, title, reading, trend, mostMarks).draw();
        return new Plot(id, Plot.Topic.PERFORMANCE, trend.pair(), title, reading, svg, table);
    }

    /** For example {@code Decode speed, simple-generation}. */
    public static String figure(Trend trend) {
        return label(trend.metric()) + ", " + trend.scenario() + (trend.prompt() == null ? "" : ", " + trend.prompt());
    }

    /** The name of a figure in words. */
    public static String label(String metric) {
        return Arrays.stream(Figure.values())
                .filter(figure -> figure.id().equals(metric))
                .findFirst()
                .map(Figure::label)
                .orElse(metric);
    }

    /** A value in the unit that it is shown in, with the unit. */
    public static String value(Trend trend, double value) {
        return trend.unit().equals("bytes")
                ? Numbers.bytes(Math.round(value))
                : Numbers.figure(value) + (trend.unit().equals("ratio") ? "" : " " + trend.unit());
    }

    /** Which build a series is of, for example {@code MLX 8bit}; {@code Q8_0} where a build is called by its quantisation. */
    public static String build(Series series) {
        return name(series.build().label(), series.build().quantization());
    }

    /** Whether no later run was looked at, with a value or without. */
    private static boolean isOfTheNewestRun(Trend trend, RatioPoint last) {
        return trend.series().stream()
                .flatMap(series -> series.points().stream())
                .noneMatch(point -> point.started().compareTo(last.started()) > 0);
    }

    static String name(String label, String quantization) {
        return label.equals(quantization) ? label : label + " " + quantization;
    }

    private static String reading(Trend trend, int mostMarks) {
        List<String> parts = new ArrayList<>();
        for (Side side : Side.values()) {
            trend.series().stream()
                    .filter(series -> series.side() == side)
                    .reduce((first, second) -> second)
                    .ifPresent(series -> parts.add(newest(trend, series)));
        }
        if (!trend.ratios().isEmpty()) {
            RatioPoint last = trend.ratios().get(trend.ratios().size() - 1);
            parts.add((isOfTheNewestRun(trend, last) ? "newest ratio " : "last ratio, in run " + last.runId() + ", ")
                    + last.words());
        }
        int most = trend.series().stream()
                .mapToInt(series -> series.points().size())
                .max()
                .orElse(0);
        return parts.stream().collect(Collectors.joining("; ", "", "."))
                + (most <= mostMarks
                        ? ""
                        : " More runs than marks: neighbouring runs of one version share a mark, their median; the line"
                                + " through it reaches from their lowest to their highest load, or ratio.");
    }

    private static String newest(Trend trend, Series series) {
        Point last = series.points().get(series.points().size() - 1);
        String silence = series.silence();
        if (silence != null) {
            Point valued = series.newestValue();
            return build(series) + " " + silence
                    + (valued == null
                            ? ""
                            : ", last value " + value(trend, valued.value()) + " in run " + valued.runId());
        }
        return build(series) + " " + value(trend, last.value()) + " in the newest of "
                + Numbers.counted(series.points().size(), "run") + " (" + Numbers.counted(last.n(), "value") + ", "
                + Numbers.counted(last.loads(), "load")
                + (last.hasFailures() ? ", " + attempts(last).sentence() : "")
                + (last.implausible() ? ", a figure that cannot be" : "") + ")";
    }

    static Attempts attempts(Point point) {
        return new Attempts(point.succeeded(), point.attempted());
    }
}
