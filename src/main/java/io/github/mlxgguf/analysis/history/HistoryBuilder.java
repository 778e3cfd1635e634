package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.history.History.PassedOver;
import io.github.mlxgguf.analysis.history.History.PlaceRuns;
import io.github.mlxgguf.analysis.history.PastRun.Cell;
import io.github.mlxgguf.config.ScenarioId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts runs in order and groups their figures. */
final class HistoryBuilder {
    private static final List<Figure> FIGURES = List.of(Figure.values());

    private static final Comparator<Place> PLACES = Comparator.comparing(
                    Place::machine, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Place::serverKind, Comparator.nullsLast(Comparator.naturalOrder()));

    private static final Comparator<Key> KEYS = Comparator.comparing(Key::place, PLACES)
            .thenComparing(Key::pair)
            .thenComparing(key -> scenarioRank(key.scenario()))
            .thenComparing(Key::scenario)
            .thenComparing(Key::prompt, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(key -> figureRank(key.metric()))
            .thenComparing(Key::metric);

    private record Key(
            Place place,
            String pair,
            String scenario,
            @Nullable String prompt,
            String metric) {}

    private HistoryBuilder() {}

    /**
     * The history of some runs.
     *
     * @param read in any order
     * @param last newest runs of each place; null for all
     */
    static History build(
            List<PastRun> read, @Nullable Integer last, List<PassedOver> passedOver, List<PassedOver> notes) {
        List<PastRun> runs = newest(
                read.stream()
                        .sorted(Comparator.comparing((PastRun run) -> Instant.parse(run.started()))
                                .thenComparing(PastRun::runId))
                        .toList(),
                last);
        Map<Key, TrendBuilder> trends = new TreeMap<>(KEYS);
        Map<Place, Integer> places = new TreeMap<>(PLACES);
        for (PastRun run : runs) {
            places.merge(run.place(), 1, Integer::sum);
            for (Cell cell : run.cells()) {
                Key key = new Key(
                        run.place(),
                        cell.pair(),
                        cell.metric().scenario(),
                        cell.metric().prompt(),
                        cell.metric().name());
                trends.computeIfAbsent(key, unused -> new TrendBuilder(run.place(), cell))
                        .add(run, cell);
            }
        }
        return new History(
                runs.size(),
                runs.isEmpty() ? null : runs.get(0).started(),
                runs.isEmpty() ? null : runs.get(runs.size() - 1).started(),
                places.entrySet().stream()
                        .map(entry -> new PlaceRuns(entry.getKey(), entry.getValue()))
                        .toList(),
                runs.stream()
                        .map(PastRun::notice)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList(),
                trends.values().stream()
                        .filter(trend -> !trend.isEmpty())
                        .map(TrendBuilder::build)
                        .toList(),
                passedOver,
                notes);
    }

    private static List<PastRun> newest(List<PastRun> ordered, @Nullable Integer last) {
        if (last == null) {
            return ordered;
        }
        Map<Place, Integer> seen = new HashMap<>();
        List<PastRun> kept = new ArrayList<>();
        for (int i = ordered.size() - 1; i >= 0; i--) {
            PastRun run = ordered.get(i);
            if (seen.merge(run.place(), 1, Integer::sum) <= last) {
                kept.add(0, run);
            }
        }
        return kept;
    }

    private static int scenarioRank(String id) {
        for (int i = 0; i < ScenarioId.BUILT_IN.size(); i++) {
            if (ScenarioId.BUILT_IN.get(i).id().equals(id)) {
                return i;
            }
        }
        return ScenarioId.BUILT_IN.size();
    }

    private static int figureRank(String name) {
        for (int i = 0; i < FIGURES.size(); i++) {
            if (FIGURES.get(i).id().equals(name)) {
                return i;
            }
        }
        return FIGURES.size();
    }
}
