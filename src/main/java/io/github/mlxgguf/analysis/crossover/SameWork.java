package io.github.mlxgguf.analysis.crossover;

import io.github.mlxgguf.analysis.evidence.Work;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The cells of both builds on which rounds may be compared: only the rounds that bear a fit of both, and of them only the prompts that
 * all have. Some scenarios run in the first round alone; with them that round would be fitted to other work than the others, and the
 * difference would pass for scatter between rounds.
 */
record SameWork(List<RequestCell> baseline, List<RequestCell> candidate) {

    /** All cells where no round bears a fit of both builds. */
    static SameWork of(List<RequestCell> baseline, List<RequestCell> candidate) {
        Map<Integer, List<RequestCell>> ofBaseline = byRound(baseline);
        Map<Integer, List<RequestCell>> ofCandidate = byRound(candidate);
        Set<Integer> rounds =
                ofBaseline.keySet().stream().filter(ofCandidate::containsKey).collect(Collectors.toSet());
        if (rounds.isEmpty()) {
            return new SameWork(baseline, candidate);
        }
        Set<Work> works = baseline.stream().map(RequestCell::work).collect(Collectors.toCollection(HashSet::new));
        for (int round : rounds) {
            works.retainAll(works(ofBaseline.getOrDefault(round, List.of())));
            works.retainAll(works(ofCandidate.getOrDefault(round, List.of())));
        }
        return new SameWork(only(baseline, rounds, works), only(candidate, rounds, works));
    }

    private static Map<Integer, List<RequestCell>> byRound(List<RequestCell> cells) {
        Map<Integer, List<RequestCell>> rounds =
                cells.stream().collect(Collectors.groupingBy(RequestCell::round, TreeMap::new, Collectors.toList()));
        rounds.values().removeIf(ofRound -> RequestTime.fit(ofRound) == null);
        return rounds;
    }

    private static Set<Work> works(List<RequestCell> cells) {
        return cells.stream().map(RequestCell::work).collect(Collectors.toSet());
    }

    private static List<RequestCell> only(List<RequestCell> cells, Set<Integer> rounds, Set<Work> works) {
        return cells.stream()
                .filter(cell -> rounds.contains(cell.round()) && works.contains(cell.work()))
                .toList();
    }
}
