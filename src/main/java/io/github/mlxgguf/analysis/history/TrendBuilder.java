package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.history.PastRun.Cell;
import io.github.mlxgguf.analysis.history.Series.BuildFile;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.summary.RunSummary.Variant;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.record.RunBody.Settings;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects one figure of one pair at one place, run by run in the order of time. */
final class TrendBuilder {
    private final Place place;
    private final Cell first;
    private final Map<Key, List<Point>> points = new LinkedHashMap<>();
    private final Map<Key, List<Double>> bands = new LinkedHashMap<>();
    private final Map<Side, Key> latest = new EnumMap<>(Side.class);
    private final List<String> breaks = new ArrayList<>();
    private final List<RatioPoint> ratios = new ArrayList<>();

    private record Key(Side side, BuildFile build, Work settings) {
        boolean isSame(Key other) {
            return side == other.side && build.isSame(other.build) && settings.equals(other.settings);
        }
    }

    TrendBuilder(Place place, Cell first) {
        this.place = place;
        this.first = first;
    }

    void add(PastRun run, Cell cell) {
        SideFigure baseline = cell.metric().baseline();
        SideFigure candidate = cell.metric().candidate();
        boolean anyValue = isValue(baseline.median()) || isValue(candidate.median());
        add(run, new Key(Side.BASELINE, cell.baseline(), run.work()), baseline, cell.baselineCannotBe(), anyValue);
        add(run, new Key(Side.CANDIDATE, cell.candidate(), run.work()), candidate, cell.candidateCannotBe(), anyValue);
        Ratio ratio = cell.metric().ratio();
        Double value = ratio.value();
        if (value != null && Double.isFinite(value) && value > 0) {
            ratios.add(new RatioPoint(
                    run.runId(),
                    run.started(),
                    value,
                    usable(ratio.low()),
                    usable(ratio.high()),
                    cell.metric().verdict(),
                    cell.grade()));
        }
    }

    /** A summary may have been edited: 1e999 is infinite and no place on a drawing. */
    private static @Nullable Double usable(@Nullable Double end) {
        return end != null && Double.isFinite(end) && end > 0 ? end : null;
    }

    private static boolean isValue(@Nullable Double median) {
        return median != null && Double.isFinite(median);
    }

    private void add(PastRun run, Key given, SideFigure figure, boolean cannotBe, boolean otherHasValue) {
        boolean hasValue = isValue(figure.median());
        if (!hasValue && figure.attempted() == 0 && !otherHasValue) {
            return;
        }
        Key key = known(given);
        Key before = latest.put(key.side(), key);
        if (before != null && !before.equals(key)) {
            breaks.add(whyBroken(run, before, key));
        }
        Settings settings = run.provenance().settings();
        if (settings != null) {
            bands.computeIfAbsent(key, unused -> new ArrayList<>()).add(settings.practicalEquivalence());
        }
        points.computeIfAbsent(key, unused -> new ArrayList<>())
                .add(new Point(
                        run.runId(),
                        run.started(),
                        Conditions.of(run.provenance(), key.build().variant().format()),
                        hasValue ? figure.median() : null,
                        figure.n(),
                        figure.loads(),
                        figure.succeeded(),
                        figure.attempted(),
                        figure.loadMedians().stream().filter(Double::isFinite).toList(),
                        Point.isProvisional(figure.loads()),
                        run.inOrder(),
                        cannotBe,
                        run.doubts()));
    }

    /** A size that a run does not tell is no other size. */
    private Key known(Key key) {
        Key before = latest.get(key.side());
        if (before == null || !before.isSame(key) || before.equals(key)) {
            return key;
        }
        if (key.build().sizeBytes() == null) {
            return before;
        }
        List<Point> earlier = points.remove(before);
        if (earlier != null) {
            points.put(key, earlier);
        }
        List<Double> earlierBands = bands.remove(before);
        if (earlierBands != null) {
            bands.put(key, earlierBands);
        }
        latest.put(key.side(), key);
        return key;
    }

    private static String whyBroken(PastRun run, Key before, Key now) {
        List<String> reasons = new ArrayList<>();
        if (!before.build().variant().equals(now.build().variant())) {
            reasons.add("build " + words(before.build().variant()) + ", then "
                    + words(now.build().variant()));
        }
        Long old = before.build().sizeBytes();
        Long size = now.build().sizeBytes();
        if (old != null && size != null && !old.equals(size)) {
            reasons.add("file size " + Numbers.count(old) + " bytes, then " + Numbers.count(size) + " bytes");
        }
        reasons.addAll(before.settings().differences(now.settings()));
        return now.build().variant().label() + " from run " + run.runId() + " on: " + String.join("; ", reasons)
                + ". Runs before and after are not compared.";
    }

    private static String words(Variant build) {
        return build.label() + " " + build.quantization() + " ("
                + Objects.requireNonNullElse(build.modelKey(), "no model key") + ")";
    }

    /** Attempts alone make no trend. */
    boolean isEmpty() {
        return points.values().stream().flatMap(List::stream).noneMatch(Point::hasValue);
    }

    Trend build() {
        List<Series> series = new ArrayList<>();
        for (Side side : Side.values()) {
            points.forEach((key, values) -> {
                if (key.side() == side) {
                    series.add(Series.of(
                            first.metric().name(),
                            side,
                            key.build(),
                            key.settings(),
                            values,
                            bands.getOrDefault(key, List.of())));
                }
            });
        }
        Metric metric = first.metric();
        return new Trend(
                place,
                first.pair(),
                metric.scenario(),
                metric.prompt(),
                metric.name(),
                metric.unit(),
                metric.better(),
                series,
                breaks,
                ratios);
    }
}
