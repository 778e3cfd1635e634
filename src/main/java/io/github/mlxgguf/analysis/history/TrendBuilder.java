package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.history.PastRun.Cell;
import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.summary.RunSummary.Variant;
import io.github.mlxgguf.metric.UnpairedRatio;
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
    private final Map<Side, Key> latest = new EnumMap<>(Side.class);
    private final List<String> breaks = new ArrayList<>();
    private final List<RatioPoint> ratios = new ArrayList<>();

    private record Key(Side side, Variant build, Work settings) {}

    TrendBuilder(Place place, Cell first) {
        this.place = place;
        this.first = first;
    }

    void add(PastRun run, Cell cell) {
        add(
                run,
                new Key(Side.BASELINE, cell.baseline(), run.work()),
                cell.metric().baseline());
        add(
                run,
                new Key(Side.CANDIDATE, cell.candidate(), run.work()),
                cell.metric().candidate());
        Ratio ratio = cell.metric().ratio();
        Double value = ratio.value();
        if (value != null && Double.isFinite(value) && value > 0) {
            ratios.add(new RatioPoint(
                    run.runId(),
                    run.started(),
                    value,
                    usable(ratio.low()),
                    usable(ratio.high()),
                    cell.metric().verdict()));
        }
    }

    /** A summary may have been edited: 1e999 is infinite and no place on a drawing. */
    private static @Nullable Double usable(@Nullable Double end) {
        return end != null && Double.isFinite(end) && end > 0 ? end : null;
    }

    private void add(PastRun run, Key key, SideFigure figure) {
        Double median = figure.median();
        if (median == null || !Double.isFinite(median)) {
            return;
        }
        Key before = latest.put(key.side(), key);
        if (before != null && !before.equals(key)) {
            breaks.add(whyBroken(run, before, key));
        }
        points.computeIfAbsent(key, unused -> new ArrayList<>())
                .add(new Point(
                        run.runId(),
                        run.started(),
                        RunDifferences.engines(run.provenance(), key.build().format()),
                        run.provenance().serverVersion(),
                        run.provenance().suiteVersion(),
                        median,
                        figure.n(),
                        figure.loads(),
                        figure.loadMedians().stream().filter(Double::isFinite).toList(),
                        figure.loads() < UnpairedRatio.MIN_LOADS,
                        run.doubts()));
    }

    private static String whyBroken(PastRun run, Key before, Key now) {
        List<String> reasons = new ArrayList<>();
        if (!before.build().equals(now.build())) {
            reasons.add("build " + words(before.build()) + ", then " + words(now.build()));
        }
        reasons.addAll(before.settings().differences(now.settings()));
        return now.build().label() + " from run " + run.runId() + " on: " + String.join("; ", reasons)
                + ". Runs before and after are not compared.";
    }

    private static String words(Variant build) {
        return build.label() + " " + build.quantization() + " ("
                + Objects.requireNonNullElse(build.modelKey(), "no model key") + ")";
    }

    boolean isEmpty() {
        return points.isEmpty();
    }

    Trend build() {
        List<Series> series = new ArrayList<>();
        for (Side side : Side.values()) {
            points.forEach((key, values) -> {
                if (key.side() == side) {
                    series.add(Series.of(side, key.build(), key.settings(), values));
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
