package io.github.mlxgguf.report.history;

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
                rows.add(Table.row(
                        TrendPlot.figure(trend),
                        TrendPlot.build(series),
                        Numbers.count(series.points().size()),
                        TrendPlot.value(trend, first.median()),
                        TrendPlot.value(trend, last.median()),
                        Numbers.count(last.n()),
                        Numbers.count(last.loads()),
                        series.spread() == null
                                ? Numbers.UNKNOWN
                                : Numbers.percent(series.spread().share()),
                        known(last.engine())));
            }
        }
        return new Table(
                pair + ": first and newest run of each figure",
                List.of(
                        Column.text("Figure"),
                        Column.text("Build"),
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
        boolean hasLoads = !point.loadMedians().isEmpty();
        return Table.row(
                point.runId(),
                point.started(),
                TrendPlot.build(series),
                TrendPlot.value(trend, point.median()),
                hasLoads ? TrendPlot.value(trend, point.least()) : Numbers.UNKNOWN,
                hasLoads ? TrendPlot.value(trend, point.greatest()) : Numbers.UNKNOWN,
                Numbers.count(point.n()),
                Numbers.count(point.loads()),
                ratio == null ? Numbers.UNKNOWN : Numbers.ratio(ratio.value(), ratio.low(), ratio.high()),
                known(point.engine()),
                known(point.serverVersion()),
                known(point.suiteVersion()),
                flags(point));
    }

    private static String flags(Point point) {
        List<String> words = new ArrayList<>(point.doubts());
        if (point.provisional()) {
            words.add("provisional");
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
