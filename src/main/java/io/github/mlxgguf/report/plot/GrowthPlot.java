package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.leak.GrowthCurve;
import io.github.mlxgguf.analysis.text.MemoryNames;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Memory after each request of one load, with the line or plateau that was fitted to it. */
final class GrowthPlot {
    /** More curves than this are in the table only. */
    static final int MOST_PANELS = 6;
    /** Of a course that is longer than this only the lowest and the highest of neighbours are shown. */
    static final int MOST_POINTS = 300;

    private GrowthPlot() {}

    /** The plot; empty where memory was not followed from request to request. */
    static Optional<Plot> of(String id, PairFindings pair) {
        List<GrowthCurve> curves = pair.growth().stream()
                .filter(curve -> curve.megabytes().stream().anyMatch(Double::isFinite))
                .toList();
        if (curves.isEmpty()) {
            return Optional.empty();
        }
        List<GrowthCurve> drawn = curves.subList(0, Math.min(MOST_PANELS, curves.size()));
        String name = pair.summary().name();
        String title = name + ": memory after each request, against the first that counts";
        String reading = curves.stream()
                        .map(curve -> PlotWords.sentence(curve.verdict()))
                        .collect(Collectors.joining(" "))
                + (drawn.size() == curves.size()
                        ? ""
                        : " The first " + drawn.size() + " of " + curves.size() + " courses are drawn.")
                + (curves.stream().allMatch(curve -> curve.megabytes().size() <= MOST_POINTS)
                        ? ""
                        : " Of courses longer than " + MOST_POINTS
                                + " requests the lowest and the highest of neighbours are shown.")
                + (curves.stream().map(GrowthCurve::metric).distinct().count() == 1
                        ? ""
                        : " Each kind of memory has a scale of its own.");
        return Optional.of(new Plot(
                id,
                Plot.Topic.STABILITY,
                name,
                title,
                reading,
                new GrowthDrawing(id, title, reading).draw(drawn),
                table(title, curves)));
    }

    static String name(GrowthCurve curve) {
        return curve.label() + ", round " + Numbers.count(curve.round()) + ": " + MemoryNames.of(curve.metric());
    }

    /** Memory after a request minus memory after the first request that counts, in MB. */
    static double growth(GrowthCurve curve, int request) {
        return curve.megabytes().get(request) - origin(curve);
    }

    /** The same of the fitted line; a fit of the requests that count alone ends where they end. */
    static Optional<Double> fitted(GrowthCurve curve, int request) {
        List<Double> fitted = curve.fitted();
        int at = fitted == null ? -1 : request - (curve.megabytes().size() - fitted.size());
        return fitted == null || at < 0 || request < curve.settledFrom() || !Double.isFinite(fitted.get(at))
                ? Optional.empty()
                : Optional.of(fitted.get(at) - origin(curve));
    }

    /** The requests that are shown, from 0; what is no number has no place. */
    static SortedSet<Integer> shown(GrowthCurve curve) {
        int requests = curve.megabytes().size();
        int together = requests <= MOST_POINTS ? 1 : (2 * requests + MOST_POINTS - 1) / MOST_POINTS;
        SortedSet<Integer> shown = new TreeSet<>();
        for (int from = 0; from < requests; from += together) {
            int lowest = from;
            int highest = from;
            for (int i = from; i < Math.min(requests, from + together); i++) {
                if (Double.isFinite(growth(curve, i))) {
                    lowest = growth(curve, i) >= growth(curve, lowest) ? lowest : i;
                    highest = growth(curve, i) <= growth(curve, highest) ? highest : i;
                }
            }
            shown.add(lowest);
            shown.add(highest);
        }
        shown.removeIf(request -> !Double.isFinite(growth(curve, request)));
        return shown;
    }

    private static double origin(GrowthCurve curve) {
        List<Double> values = curve.megabytes();
        int first = Math.min(Math.max(0, curve.settledFrom()), values.size() - 1);
        return Stream.concat(values.subList(first, values.size()).stream(), values.stream())
                .filter(Double::isFinite)
                .findFirst()
                .orElse(0.0);
    }

    private static Table table(String title, List<GrowthCurve> curves) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("Request")));
        SortedSet<Integer> shown = new TreeSet<>();
        for (GrowthCurve curve : curves) {
            columns.add(Column.number(name(curve) + ", MB"));
            columns.add(Column.number("fitted, MB"));
            shown.addAll(shown(curve));
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (int request : shown) {
            List<Cell> row = new ArrayList<>(List.of(Cell.of(Numbers.count(request + 1))));
            for (GrowthCurve curve : curves) {
                boolean measured = request < curve.megabytes().size();
                row.add(Cell.of(measured ? Numbers.figure(growth(curve, request)) : Numbers.UNKNOWN));
                row.add(Cell.of(measured ? Numbers.figure(fitted(curve, request).orElse(null)) : Numbers.UNKNOWN));
            }
            rows.add(row);
        }
        return new Table(title, columns, rows);
    }
}
