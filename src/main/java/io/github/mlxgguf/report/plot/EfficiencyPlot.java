package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What speed costs in memory: decode speed against peak memory growth, load by load, all pairs together. */
final class EfficiencyPlot {
    private static final String TITLE = "Decode speed against peak memory growth, load by load";

    private EfficiencyPlot() {}

    /** The plot; empty where no load has both figures. */
    static Optional<Plot> of(String id, List<EfficiencyPoint> points) {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        String unit = Numbers.byteUnit(points.stream()
                .mapToDouble(point -> Math.abs(point.growthBytes()))
                .max()
                .orElse(0));
        String reading = byBuild(points).values().stream()
                        .map(build -> reading(build, unit))
                        .collect(Collectors.joining("; "))
                + ". Further up is faster, further left takes less."
                + (points.stream().allMatch(point -> point.growthBytes() > 0)
                        ? ""
                        : " A growth of 0 or less means that other programs gave memory back meanwhile; it is no merit.");
        return Optional.of(new Plot(
                id,
                Plot.Topic.PERFORMANCE,
                null,
                TITLE,
                reading,
                new EfficiencyDrawing(id, TITLE, reading, unit).draw(points),
                table(points, unit)));
    }

    /** The loads of each build together, in the order of the pairs. */
    static Map<String, List<EfficiencyPoint>> byBuild(List<EfficiencyPoint> points) {
        Map<String, List<EfficiencyPoint>> builds = new LinkedHashMap<>();
        for (EfficiencyPoint point : points) {
            builds.computeIfAbsent(point.number() + " " + point.side(), any -> new ArrayList<>())
                    .add(point);
        }
        return builds;
    }

    static double growth(EfficiencyPoint point, String unit) {
        return Numbers.inByteUnit((double) point.growthBytes(), unit);
    }

    private static String reading(List<EfficiencyPoint> build, String unit) {
        EfficiencyPoint first = build.get(0);
        return first.number() + " " + first.pair() + ", " + first.label() + ": "
                + Numbers.figure(
                        Median.of(build.stream().map(EfficiencyPoint::decode).toList()))
                + " tokens/s at "
                + Numbers.figure(Median.of(
                        build.stream().map(point -> growth(point, unit)).toList()))
                + " " + unit + " (" + (build.size() == 1 ? "" : "medians of ")
                + Numbers.counted(build.size(), "load") + ", " + first.work() + ")";
    }

    /** The name of a build with its number, and the size of its files. */
    static String name(EfficiencyPoint point) {
        return point.number() + " " + point.label() + ", files " + Numbers.bytes(point.sizeBytes()) + ", "
                + point.pair();
    }

    private static Table table(List<EfficiencyPoint> points, String unit) {
        return new Table(
                TITLE,
                List.of(
                        Column.text("Pair"),
                        Column.text("Build"),
                        Column.number("Round"),
                        Column.text("Scenario"),
                        Column.text("Files"),
                        Column.number("Decode, tokens/s"),
                        Column.number("Peak growth, " + unit)),
                points.stream()
                        .map(point -> Table.row(
                                point.number() + " " + point.pair(),
                                point.label(),
                                Numbers.count(point.round()),
                                point.work(),
                                Numbers.bytes(point.sizeBytes()),
                                Numbers.figure(point.decode()),
                                Numbers.figure(growth(point, unit))))
                        .toList());
    }
}
