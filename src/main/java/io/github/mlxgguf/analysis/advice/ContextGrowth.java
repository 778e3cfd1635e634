package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.evidence.WorkOfScenarios;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.metric.PairedRatio;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a longer prompt added to the peak memory growth of one build.
 *
 * @param moreBytes median over loads at the longest prompt minus that at the shortest
 * @param loads the fewer of the two numbers of loads
 * @param keptBytes median of what the longest prompts left behind; null where unknown
 */
record ContextGrowth(
        long fromTokens,
        long toTokens,
        long moreBytes,
        int loads,
        @Nullable Long keptBytes) {

    /** Empty where under 3 loads know it, or where a load with the shortest prompt needed as much as one with the longest. */
    static Optional<ContextGrowth> of(PairEvidence pair, SideEvidence side) {
        if (!pair.scenarios().contains(LongPrompt.SCENARIO)) {
            return Optional.empty();
        }
        List<Work> works = new ArrayList<>(WorkOfScenarios.of(pair, LongPrompt.SCENARIO).stream()
                .filter(work -> LongPrompt.inputTokens(side, work) != null)
                .toList());
        works.sort(
                Comparator.comparingLong(work -> Objects.requireNonNullElse(LongPrompt.inputTokens(side, work), 0L)));
        if (works.size() < 2) {
            return Optional.empty();
        }
        Work shortest = works.get(0);
        Work longest = works.get(works.size() - 1);
        List<Long> small = growths(side, shortest);
        List<Long> large = growths(side, longest);
        Long fromTokens = LongPrompt.inputTokens(side, shortest);
        Long toTokens = LongPrompt.inputTokens(side, longest);
        Long from = Median.ofLongs(small);
        Long to = Median.ofLongs(large);
        int loads = Math.min(small.size(), large.size());
        if (loads < PairedRatio.MIN_ROUNDS || from == null || to == null || fromTokens == null || toTokens == null) {
            return Optional.empty();
        }
        boolean apart = Collections.min(large) > Collections.max(small) && toTokens > fromTokens;
        return apart
                ? Optional.of(
                        new ContextGrowth(fromTokens, toTokens, to - from, loads, Median.ofLongs(kept(side, longest))))
                : Optional.empty();
    }

    /** Bytes for so many tokens more than the longest prompt, if memory goes on as it did. */
    long extrapolated(long moreTokens) {
        return Math.round((double) moreBytes / (toTokens - fromTokens) * moreTokens);
    }

    private static List<Long> growths(SideEvidence side, Work work) {
        return cells(side).stream()
                .map(cell -> CellMemory.growth(cell, side, work.prompt()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<Long> kept(SideEvidence side, Work work) {
        return cells(side).stream()
                .map(cell -> CellMemory.kept(cell, side, work.prompt()))
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<ScenarioBody> cells(SideEvidence side) {
        return side.cells().stream()
                .filter(cell -> cell.scenario().equals(LongPrompt.SCENARIO)
                        && !cell.outcome().equals("broken")
                        && side.hasMemory(cell))
                .toList();
    }
}
