package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.analysis.crossover.CrossoverMap.Zone;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.text.Numbers;
import java.util.List;
import java.util.TreeSet;

/** Draws the map: every place as a field that reaches half-way to its neighbours, in a pattern of its own for each winner. */
final class CrossoverDrawing {
    private static final double HEIGHT = 470;
    private static final double BOTTOM = HEIGHT - Axes.BELOW;
    private static final int MOST_TICKS = 9;
    /** How far the field of an only place reaches, as a factor. */
    private static final double ALONE = 1.5;

    private final String id;
    private final String title;
    private final String reading;
    private final RunSummary.Pair pair;
    private final CrossoverMap map;

    CrossoverDrawing(String id, String title, String reading, RunSummary.Pair pair, CrossoverMap map) {
        this.id = id;
        this.title = title;
        this.reading = reading;
        this.pair = pair;
        this.map = map;
    }

    String draw(List<MeasuredRequest> measured) {
        PlotCanvas canvas = new PlotCanvas(id, title, reading, HEIGHT);
        double[] columns = edges(map.promptTokens());
        double[] rows = edges(map.outputTokens());
        List<MeasuredRequest> inside = measured.stream()
                .filter(request -> isWithin(request.inputTokens(), columns) && isWithin(request.outputTokens(), rows))
                .toList();
        Legend legend = legend(inside);
        double legendTop = PlotCanvas.TOP - 4;
        legend.draw(canvas, legendTop);
        Scale x = scale(columns, Axes.LEFT, PlotCanvas.WIDTH - PlotCanvas.EDGE);
        Scale y = scale(rows, BOTTOM, legendTop + legend.height() + 34);
        fields(canvas, x, y, columns, rows);
        new Axes(canvas, x, y)
                .rows()
                .columns(true)
                .nameBelow("prompt tokens, log scale")
                .nameAbove("output tokens, log scale");
        for (MeasuredRequest request : inside) {
            canvas.openMark(request.label() + " was measured here, " + request.name() + ": "
                    + Numbers.count(request.inputTokens()) + " prompt and " + Numbers.count(request.outputTokens())
                    + " output tokens, " + Numbers.counted(request.requests(), "request"));
            measured(canvas, x.at((double) request.inputTokens()), y.at((double) request.outputTokens()));
            canvas.close();
        }
        return canvas.finish();
    }

    private static Scale scale(double[] edges, double from, double to) {
        return new Scale(edges[0], edges[edges.length - 1], from, to, true, MOST_TICKS);
    }

    private Legend legend(List<MeasuredRequest> inside) {
        Legend legend = new Legend();
        TreeSet<Zone> zones = new TreeSet<>();
        map.zones().forEach(zones::addAll);
        zones.forEach(zone -> legend.add(CrossoverPlot.word(zone, pair), (canvas, x, y) -> {
            canvas.rect(style(zone), x - 10, y - 7, 20, 14);
            canvas.rect("pl-axis", x - 10, y - 7, 20, 14);
        }));
        if (!inside.isEmpty()) {
            legend.add("measured", CrossoverDrawing::measured);
        }
        return legend;
    }

    /** On paper of its own: it must be seen on any field. */
    private static void measured(PlotCanvas canvas, double x, double y) {
        canvas.rect("pl-page", x - 8, y - 8, 16, 16);
        Shape.neutral(canvas, x, y, true);
    }

    private void fields(PlotCanvas canvas, Scale x, Scale y, double[] columns, double[] rows) {
        for (int row = 0; row < map.outputTokens().size(); row++) {
            List<Zone> zones = map.zones().get(row);
            int from = 0;
            for (int column = 1; column <= zones.size(); column++) {
                if (column == zones.size() || zones.get(column) != zones.get(from)) {
                    field(canvas, x, y, columns, rows, row, from, column);
                    from = column;
                }
            }
        }
    }

    /** Neighbours of one kind in a row are one field. */
    private void field(
            PlotCanvas canvas, Scale x, Scale y, double[] columns, double[] rows, int row, int from, int to) {
        Zone zone = map.zones().get(row).get(from);
        Integer first = map.promptTokens().get(from);
        Integer last = map.promptTokens().get(to - 1);
        canvas.openHint(Numbers.count(map.outputTokens().get(row)) + " output tokens, prompt "
                + (from == to - 1 ? "" : Numbers.count(first) + " to ") + Numbers.count(last) + ": "
                + CrossoverPlot.word(zone, pair));
        double left = x.at(columns[from]);
        double top = y.at(rows[row + 1]);
        canvas.rect("pl-field " + style(zone), left, top, x.at(columns[to]) - left, y.at(rows[row]) - top);
        canvas.close();
    }

    private static String style(Zone zone) {
        return switch (zone) {
            case BASELINE -> "pl-striped";
            case CANDIDATE -> "pl-solid";
            case UNDECIDED -> "pl-hatch";
            case UNMEASURED -> "pl-dots";
        };
    }

    private static boolean isWithin(long value, double[] edges) {
        return value >= edges[0] && value <= edges[edges.length - 1];
    }

    /** Half-way between neighbours on a logarithmic axis, and as far beyond the outermost ones. */
    static double[] edges(List<Integer> tokens) {
        int n = tokens.size();
        double[] edges = new double[n + 1];
        for (int i = 1; i < n; i++) {
            edges[i] = Math.sqrt(place(tokens, i - 1) * place(tokens, i));
        }
        edges[0] = n == 1 ? place(tokens, 0) / ALONE : place(tokens, 0) * place(tokens, 0) / edges[1];
        edges[n] = n == 1 ? place(tokens, 0) * ALONE : place(tokens, n - 1) * place(tokens, n - 1) / edges[n - 1];
        return edges;
    }

    /** A request without a token has its place at one token: a logarithm has none for 0. */
    private static double place(List<Integer> tokens, int i) {
        return Math.max(1, tokens.get(i));
    }
}
