package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.analysis.crossover.CrossoverMap.Zone;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which build answers a request of which prompt and output sooner. */
final class CrossoverPlot {
    private CrossoverPlot() {}

    /** The plot; empty where nothing was fitted. */
    static Optional<Plot> of(String id, PairFindings pair, List<MeasuredRequest> measured) {
        CrossoverMap map = pair.crossover();
        if (map == null || map.promptTokens().isEmpty() || map.outputTokens().isEmpty()) {
            return Optional.empty();
        }
        RunSummary.Pair summary = pair.summary();
        String title = summary.name() + ": faster build by length of prompt and output";
        String reading = map.sentences().isEmpty()
                ? counts(map, summary)
                : map.sentences().stream().map(PlotWords::sentence).collect(Collectors.joining(" "));
        return Optional.of(new Plot(
                id,
                Plot.Topic.CONTEXT,
                summary.name(),
                title,
                reading,
                new CrossoverDrawing(id, title, reading, summary, map).draw(measured),
                table(title, map, summary)));
    }

    /** What a place of the map says. */
    static String word(Zone zone, RunSummary.Pair pair) {
        return switch (zone) {
            case BASELINE -> pair.baseline().label() + " faster";
            case CANDIDATE -> pair.candidate().label() + " faster";
            case UNDECIDED -> "undecided";
            case UNMEASURED -> "too far from what was measured";
        };
    }

    private static String counts(CrossoverMap map, RunSummary.Pair pair) {
        long all = map.zones().stream().mapToLong(List::size).sum();
        return "Of " + Numbers.count(all) + " places: "
                + Arrays.stream(Zone.values())
                        .map(zone -> word(zone, pair) + " at "
                                + Numbers.count(map.zones().stream()
                                        .flatMap(List::stream)
                                        .filter(zone::equals)
                                        .count()))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static Table table(String title, CrossoverMap map, RunSummary.Pair pair) {
        List<Column> columns = new ArrayList<>(List.of(Column.text("Output tokens")));
        map.promptTokens().forEach(tokens -> columns.add(Column.text("prompt " + Numbers.count(tokens))));
        List<List<Cell>> rows = new ArrayList<>();
        for (int row = 0; row < map.outputTokens().size(); row++) {
            List<Cell> cells = new ArrayList<>(
                    List.of(Cell.of(Numbers.count(map.outputTokens().get(row)))));
            for (int column = 0; column < map.promptTokens().size(); column++) {
                cells.add(Cell.of(word(map.zones().get(row).get(column), pair)));
            }
            rows.add(cells);
        }
        return new Table(title, columns, rows);
    }
}
