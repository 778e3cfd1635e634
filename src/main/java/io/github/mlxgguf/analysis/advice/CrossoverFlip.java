package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.analysis.crossover.CrossoverMap.Zone;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The length of an answer from which the other build is the faster one, read off the zones of the crossover map. */
record CrossoverFlip(PairFacts facts, Work work) implements Weighing.Flip {

    @Override
    public @Nullable String awayFrom(Side chosen) {
        @Nullable CrossoverMap map = facts.crossover();
        Long prompt = LongPrompt.inputTokens(facts.side(chosen), work);
        Long answer = LongPrompt.outputTokens(facts.side(chosen), work);
        if (map == null
                || prompt == null
                || answer == null
                || map.promptTokens().isEmpty()) {
            return null;
        }
        int column = nearest(map.promptTokens(), prompt);
        Side other = chosen == Side.BASELINE ? Side.CANDIDATE : Side.BASELINE;
        List<Integer> lengths = lengthsOf(map, column, other == Side.BASELINE ? Zone.BASELINE : Zone.CANDIDATE);
        if (lengths.isEmpty()) {
            return null;
        }
        int shortest = lengths.stream().mapToInt(Integer::intValue).min().orElseThrow();
        int longest = lengths.stream().mapToInt(Integer::intValue).max().orElseThrow();
        if (shortest <= answer && longest >= answer) {
            return null; // the map contradicts the figures around the measured length: it turns nothing
        }
        boolean longer = shortest > answer;
        return "answers of about " + Numbers.count(longer ? shortest : longest) + " tokens or "
                + (longer ? "more" : "fewer") + " to prompts of about "
                + Numbers.count(map.promptTokens().get(column)) + ", where the crossover map names "
                + facts.label(other);
    }

    private static List<Integer> lengthsOf(CrossoverMap map, int column, Zone zone) {
        List<Integer> lengths = new ArrayList<>();
        for (int row = 0; row < map.outputTokens().size(); row++) {
            if (map.zones().get(row).get(column) == zone) {
                lengths.add(map.outputTokens().get(row));
            }
        }
        return lengths;
    }

    private static int nearest(List<Integer> columns, long tokens) {
        int nearest = 0;
        for (int column = 1; column < columns.size(); column++) {
            if (Math.abs(columns.get(column) - tokens) < Math.abs(columns.get(nearest) - tokens)) {
                nearest = column;
            }
        }
        return nearest;
    }
}
