package io.github.mlxgguf.report.history;

import io.github.mlxgguf.analysis.history.Attempts;
import io.github.mlxgguf.analysis.history.History.PassedOver;
import io.github.mlxgguf.analysis.history.Point;
import io.github.mlxgguf.analysis.history.RatioPoint;
import io.github.mlxgguf.analysis.history.Series;
import io.github.mlxgguf.analysis.history.Trend;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import io.github.mlxgguf.report.plot.TrendPlot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tables of a history, with finished texts. */
final class HistoryTables {
    private HistoryTables() {}

    /** One row a series: where it began, where it is, and what a change must beat. */
    static Table overview(String pair, List<Trend> trends) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Trend trend : trends) {
            for (Series series : trend.series()) {
                Point first = series.points().get(0);
                Point last = series.points().get(series.points().size() - 1);
                String silence = series.silence();
                rows.add(Table.row(
                        TrendPlot.build(series),
                        TrendPlot.figure(trend),
                        Numbers.count(series.points().size()),
                        median(trend, first),
                        silence == null ? marked(trend, last) : silence,
                        Numbers.count(last.n()),
                        Numbers.count(last.loads()),
                        series.spread() == null
                                ? Numbers.UNKNOWN
                                : series.spread().words(),
                        known(last.engine())));
            }
        }
        return new Table(
                pair + ": first and newest run of each figure",
                List.of(
                        Column.text("Build"),
                        Column.text("Figure"),
                        Column.number("Runs"),
                        Column.number("First run"),
                        Column.number("Newest run"),
                        Column.number("n, newest"),
                        Column.number("Loads, newest"),
                        Column.number("Scatter of runs of one version"),
                        Column.text("Engine, newest")),
                rows);
    }

    /** The newest runs of a trend, newest first. */
    static Table runs(Trend trend, int mostRuns) {
        record Row(String started, String runId, Series series, Point point) {}
        Map<String, RatioPoint> ratios = new HashMap<>();
        trend.ratios().forEach(ratio -> ratios.put(ratio.started() + ratio.runId(), ratio));
        List<Row> newest = trend.series().stream()
                .flatMap(series ->
                        series.points().stream().map(point -> new Row(point.started(), point.runId(), series, point)))
                .sorted(Comparator.comparing((Row row) -> Instant.parse(row.started()))
                        .thenComparing(Row::runId)
                        .reversed()
                        .thenComparing(row -> row.series().side()))
                .toList();
        List<String> shown = newest.stream()
                .map(row -> row.started() + row.runId())
                .distinct()
                .limit(mostRuns)
                .toList();
        int all = (int) newest.stream()
                .map(row -> row.started() + row.runId())
                .distinct()
                .count();
        List<List<Cell>> rows = new ArrayList<>();
        for (Row row : newest) {
            if (shown.contains(row.started() + row.runId())) {
                rows.add(row(trend, row.series(), row.point(), ratios.get(row.started() + row.runId())));
            }
        }
        return new Table(
                trend.pair() + ": " + TrendPlot.figure(trend)
                        + (shown.size() == all
                                ? ""
                                : ", newest " + shown.size() + " of " + Numbers.counted(all, "run")),
                List.of(
                        Column.text("Run"),
                        Column.text("Began"),
                        Column.text("Build"),
                        Column.number("Median"),
                        Column.number("Lowest load"),
                        Column.number("Highest load"),
                        Column.number("n"),
                        Column.number("Loads"),
                        Column.number("Ratio of the run"),
                        Column.text("Engine"),
                        Column.text("Server"),
                        Column.text("Suite"),
                        Column.text("Flags")),
                rows);
    }

    private static List<Cell> row(Trend trend, Series series, Point point, @Nullable RatioPoint ratio) {
        boolean hasLoads = point.hasValue() && !point.loadMedians().isEmpty();
        return Table.row(
                point.runId(),
                point.started(),
                TrendPlot.build(series),
                median(trend, point),
                hasLoads ? TrendPlot.value(trend, point.least()) : Numbers.UNKNOWN,
                hasLoads ? TrendPlot.value(trend, point.greatest()) : Numbers.UNKNOWN,
                Numbers.count(point.n()),
                Numbers.count(point.loads()),
                ratio == null ? Numbers.UNKNOWN : ratio.words(),
                known(point.engine()),
                known(point.serverVersion()),
                known(point.suiteVersion()),
                flags(point));
    }

    private static String median(Trend trend, Point point) {
        return point.hasValue() ? TrendPlot.value(trend, point.value()) : "no value";
    }

    /** What stands behind a value that stands alone. */
    private static String marked(Trend trend, Point point) {
        List<String> words = new ArrayList<>();
        if (point.provisional()) {
            words.add("provisional");
        }
        if (!point.inOrder()) {
            words.add("did not end in order");
        }
        if (point.implausible()) {
            words.add("cannot be");
        }
        if (point.hasFailures()) {
            words.add(new Attempts(point.succeeded(), point.attempted()).sentence());
        }
        return median(trend, point) + (words.isEmpty() ? "" : " (" + String.join(", ", words) + ")");
    }

    private static String flags(Point point) {
        List<String> words = new ArrayList<>(point.doubts());
        if (point.hasValue() && point.provisional()) {
            words.add("provisional");
        }
        if (!point.inOrder()) {
            words.add("did not end in order");
        }
        if (point.implausible()) {
            words.add("cannot be");
        }
        if (!point.hasValue() || point.hasFailures()) {
            words.add(new Attempts(point.succeeded(), point.attempted()).sentence());
        }
        return String.join(", ", words);
    }

    static Table passedOver(String caption, List<PassedOver> folders) {
        return new Table(
                caption,
                List.of(Column.text("Folder"), Column.text("Why")),
                folders.stream()
                        .map(each -> Table.row(each.folder(), each.reason()))
                        .toList());
    }

    private static String known(@Nullable String text) {
        return Objects.requireNonNullElse(text, Numbers.UNKNOWN);
    }
}
