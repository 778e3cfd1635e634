package io.github.mlxgguf.report.history;

import io.github.mlxgguf.analysis.Banners;
import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.history.Change;
import io.github.mlxgguf.analysis.history.Change.Finding;
import io.github.mlxgguf.analysis.history.History;
import io.github.mlxgguf.analysis.history.History.PlaceRuns;
import io.github.mlxgguf.analysis.history.Place;
import io.github.mlxgguf.analysis.history.Selection;
import io.github.mlxgguf.analysis.history.Series;
import io.github.mlxgguf.analysis.history.Trend;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.UnpairedRatio;
import io.github.mlxgguf.report.history.HistoryModel.PairModel;
import io.github.mlxgguf.report.history.HistoryModel.PlaceModel;
import io.github.mlxgguf.report.history.HistoryModel.TrendModel;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.plot.TrendPlot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Turns a history into finished texts, tables and drawings of bounded size. */
final class HistoryModelBuilder {
    /** All marks of a page: with about 300 bytes each they stay within 2 MB. */
    private static final int MARKS_OF_A_PAGE = 6_000;

    private static final int MOST_MARKS = 60;
    private static final int LEAST_MARKS = 10;
    /** All rows of the tables under the plots. */
    private static final int RUNS_OF_A_PAGE = 800;

    private static final int MOST_RUNS = 20;
    private static final int LEAST_RUNS = 3;
    /** More drawings than this are no page that anybody reads. */
    private static final int MOST_TRENDS = 300;
    /** Newest steps under each plot. */
    private static final int STEPS_OF_A_SERIES = 4;

    private static final int STEPS_ON_TOP = 30;
    private static final int FOLDERS_LISTED = 50;
    private static final int DATE_LENGTH = 10;

    private final History history;
    private final List<Trend> shown;
    private final int mostMarks;
    private final int mostRuns;

    private final String only;

    private HistoryModelBuilder(History history, Selection selection) {
        this.history = history;
        this.only = selection.words();
        this.shown = history.trends().stream().limit(MOST_TRENDS).toList();
        int series = shown.stream().mapToInt(trend -> trend.series().size() + 1).sum();
        this.mostMarks = between(LEAST_MARKS, MARKS_OF_A_PAGE / Math.max(1, series), MOST_MARKS);
        this.mostRuns = between(LEAST_RUNS, RUNS_OF_A_PAGE / Math.max(1, shown.size()), MOST_RUNS);
    }

    static HistoryModel build(History history, Selection selection) {
        return new HistoryModelBuilder(history, selection).build();
    }

    private static int between(int least, int value, int most) {
        return Math.max(least, Math.min(value, most));
    }

    /** A step that may be called better or worse, with how large it is on the log scale. */
    private record Clear(double size, String sentence) {}

    private HistoryModel build() {
        List<Clear> clear = new ArrayList<>();
        List<String> stopped = new ArrayList<>();
        int compared = 0;
        int without = 0;
        for (Trend trend : history.trends()) {
            for (Series series : trend.series()) {
                for (Change change : series.changes()) {
                    UnpairedRatio ratio = change.ratio();
                    if (change.finding(trend.better()) == Finding.STOPPED) {
                        without++;
                        if (change.runsAfter() == 0) {
                            stopped.add(atPlace(trend, series, change));
                        }
                        continue;
                    }
                    if (ratio == null || change.basis() == Change.Basis.LOADS) {
                        without++;
                        continue;
                    }
                    compared++;
                    Finding finding = change.finding(trend.better());
                    if (finding == Finding.BETTER || finding == Finding.WORSE) {
                        clear.add(new Clear(Math.abs(StrictMath.log(ratio.value())), atPlace(trend, series, change)));
                    }
                }
            }
        }
        clear.sort(Comparator.comparingDouble(Clear::size).reversed());
        return new HistoryModel(
                "History of " + Numbers.counted(history.runs(), "run"),
                banners(history),
                lead(),
                Stream.concat(stopped.stream(), clear.stream().map(Clear::sentence))
                        .limit(STEPS_ON_TOP)
                        .toList(),
                stepsNote(compared, without, clear.size()),
                lists(),
                places(),
                method());
    }

    private String atPlace(Trend trend, Series series, Change change) {
        return sentence(trend, series, change)
                + (history.places().size() > 1 ? " (" + trend.place().title() + ")" : "");
    }

    static List<Banner> banners(History history) {
        List<Banner> banners = new ArrayList<>();
        for (PlaceRuns place : history.places()) {
            String kind = place.place().serverKind();
            if (kind != null && ServerIds.OWN.contains(kind)) {
                Banners.evidence(kind, "").ifPresent(banner -> {
                    if (!banners.contains(banner)) {
                        banners.add(banner);
                    }
                });
            }
        }
        for (String notice : history.notices()) {
            Banners.evidence(null, notice).ifPresent(banners::add);
        }
        return banners;
    }

    private List<String> lead() {
        List<String> lead = new ArrayList<>();
        if (!only.isEmpty()) {
            lead.add("Only: " + only + ".");
        }
        lead.add(Numbers.counted(history.runs(), "run") + " at "
                + Numbers.counted(history.places().size(), "place")
                + (history.first() == null
                        ? "."
                        : ", from " + day(history.first()) + " to " + day(Objects.requireNonNull(history.last()))
                                + "."));
        for (PlaceRuns place : history.places()) {
            lead.add(place.place().title() + ": " + Numbers.counted(place.runs(), "run") + ".");
        }
        int out = history.passedOver().size();
        if (out > 0) {
            lead.add(Numbers.counted(out, "folder") + " could not be counted; the reasons are listed below.");
        }
        if (shown.size() < history.trends().size()) {
            lead.add("Shown are the first " + shown.size() + " of "
                    + history.trends().size()
                    + " figures; name some with --pair, --scenario or --metric to see the others.");
        }
        return lead;
    }

    private static String day(String started) {
        return started.substring(0, Math.min(DATE_LENGTH, started.length()));
    }

    private static String stepsNote(int compared, int without, int clear) {
        if (compared + without == 0) {
            return "Between two runs of a series no engine, server, system or setting changed.";
        }
        return Numbers.counted(compared, "comparison") + " of a version with the next had 3 runs or more of each; "
                + Numbers.count(clear)
                + " of them found a figure better or worse. Where nothing changed, about 1 interval in 20 still"
                + " leaves out 0 % by chance."
                + (clear > STEPS_ON_TOP
                        ? " The largest " + STEPS_ON_TOP + " are listed; the newest others stand by their plots."
                        : "")
                + (without > 0
                        ? " " + Numbers.counted(without, "further comparison") + " had fewer runs, and no verdict."
                        : "");
    }

    private List<Table> lists() {
        List<Table> lists = new ArrayList<>();
        if (!history.passedOver().isEmpty()) {
            lists.add(HistoryTables.passedOver(
                    "Folders that are not counted" + cut(history.passedOver().size()),
                    history.passedOver().stream().limit(FOLDERS_LISTED).toList()));
        }
        if (!history.notes().isEmpty()) {
            lists.add(HistoryTables.passedOver(
                    "Runs that are counted with a word" + cut(history.notes().size()),
                    history.notes().stream().limit(FOLDERS_LISTED).toList()));
        }
        return lists;
    }

    private static String cut(int size) {
        return size > FOLDERS_LISTED ? ", the first " + FOLDERS_LISTED + " of " + size : "";
    }

    private List<PlaceModel> places() {
        Map<Place, Map<String, List<Trend>>> grouped = new LinkedHashMap<>();
        for (Trend trend : shown) {
            grouped.computeIfAbsent(trend.place(), unused -> new LinkedHashMap<>())
                    .computeIfAbsent(trend.pair(), unused -> new ArrayList<>())
                    .add(trend);
        }
        List<PlaceModel> places = new ArrayList<>();
        grouped.forEach((place, pairs) -> {
            String id = "place-" + (places.size() + 1);
            List<PairModel> models = new ArrayList<>();
            pairs.forEach((pair, trends) -> {
                String pairId = id + "-pair-" + (models.size() + 1);
                models.add(new PairModel(pairId, pair, HistoryTables.overview(pair, trends), trends(pairId, trends)));
            });
            places.add(new PlaceModel(id, place.title(), models));
        });
        return places;
    }

    private List<TrendModel> trends(String pairId, List<Trend> trends) {
        List<TrendModel> models = new ArrayList<>();
        for (Trend trend : trends) {
            String id = pairId + "-trend-" + (models.size() + 1);
            models.add(new TrendModel(
                    TrendPlot.figure(trend),
                    TrendPlot.of(id, trend, mostMarks, HistoryTables.runs(trend, mostRuns)),
                    notes(trend)));
        }
        return models;
    }

    private static List<String> notes(Trend trend) {
        List<String> notes = new ArrayList<>();
        for (Series series : trend.series()) {
            List<Change> changes = series.changes();
            int from = Math.max(0, changes.size() - STEPS_OF_A_SERIES);
            changes.subList(from, changes.size()).forEach(change -> notes.add(sentence(trend, series, change)));
            if (from > 0) {
                notes.add(TrendPlot.build(series) + ": " + Numbers.counted(from, "earlier step") + " not listed here.");
            }
            if (series.spread() != null) {
                notes.add(TrendPlot.build(series) + ": " + series.spread().sentence());
            }
            if (series.untold() > 0) {
                notes.add(TrendPlot.build(series) + ": "
                        + Numbers.counted(series.untold(), "run")
                        + (series.untold() == 1 ? " does" : " do")
                        + " not tell the version of the engine or the server; no comparison holds "
                        + (series.untold() == 1 ? "it." : "them."));
            }
            String silence = series.silence();
            if (silence != null) {
                notes.add(TrendPlot.build(series) + ": " + silence + ".");
            }
        }
        notes.addAll(trend.breaks().stream().limit(STEPS_OF_A_SERIES).toList());
        if (trend.breaks().size() > STEPS_OF_A_SERIES) {
            notes.add("Broken again " + (trend.breaks().size() - STEPS_OF_A_SERIES) + " times.");
        }
        return notes;
    }

    private static String sentence(Trend trend, Series series, Change change) {
        String phrase = Arrays.stream(Figure.values())
                .filter(figure -> figure.id().equals(trend.metric()))
                .findFirst()
                .map(Figure::phrase)
                .orElse(trend.metric());
        return change.sentence(
                trend.pair() + ", " + series.build().label() + ", " + phrase + ", " + trend.scenario()
                        + (trend.prompt() == null ? "" : ", " + trend.prompt()),
                trend.better());
    }

    private List<String> method() {
        List<String> method = new ArrayList<>();
        method.add(
                "A figure of a run is the median of its loads' medians. Runs are put in order by the time of their first"
                        + " record. Figures of two machines, or of two kinds of server, never share a series, and neither do runs whose"
                        + " settings asked for other work.");
        method.add(
                "A step of a version compares the runs of the version before it with those of the version after it, as a Welch"
                        + " interval on the logarithms of the runs' medians, where there are 3 runs on both sides. With fewer, the loads"
                        + " of the two neighbouring runs are compared, and there is no verdict: what shifts from run to run looks like a"
                        + " change there.");
        TreeSet<String> named = new TreeSet<>();
        for (Trend trend : shown) {
            Arrays.stream(Figure.values())
                    .filter(figure -> figure.id().equals(trend.metric()))
                    .forEach(figure -> named.add(figure.label() + ": " + figure.definition() + "."));
        }
        method.addAll(named);
        method.add("Without --scenario, single prompts of leak-detection are left out.");
        return method;
    }
}
