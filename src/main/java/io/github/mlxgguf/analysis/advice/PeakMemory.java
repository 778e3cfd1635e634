package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The most that a build added to the committed memory of the machine: the largest value of any load, not a middle one, since a
 * budget has to hold every time.
 *
 * @param scenario in which it was
 * @param loads number of loads among which it is the largest
 * @param contextTokens context length of those loads, the shortest if they differ; null where unknown
 * @param longestPromptTokens most input tokens of any request of those loads; null where unknown
 * @param swapped whether memory was paged out meanwhile, so that the true need is higher
 */
record PeakMemory(
        long bytes,
        String scenario,
        int loads,
        @Nullable Integer contextTokens,
        @Nullable Long longestPromptTokens,
        boolean swapped) {

    /** Over everything that asks one request at a time. */
    static Optional<PeakMemory> ofSingleRequests(SideEvidence side) {
        return of(side, cell -> !cell.scenario().equals(ScenarioId.CONCURRENCY.id()));
    }

    /** Over loads with at least so many requests at once, all of which were answered. */
    static Optional<PeakMemory> ofRequestsAtOnce(SideEvidence side, int requests) {
        return of(
                side, cell -> cell.scenario().equals(ScenarioId.CONCURRENCY.id()) && answered(side, cell) >= requests);
    }

    private static long answered(SideEvidence side, ScenarioBody cell) {
        return requests(side, cell).filter(SideEvidence::isUsable).count();
    }

    private static Stream<GenerationBody> requests(SideEvidence side, ScenarioBody cell) {
        return side.generations().stream()
                .filter(request -> request.scenario().equals(cell.scenario())
                        && Long.valueOf(request.loadSeq()).equals(cell.loadSeq()));
    }

    private static Optional<PeakMemory> of(SideEvidence side, Predicate<ScenarioBody> wanted) {
        @Nullable PeakMemory peak = null;
        Set<Long> loads = new HashSet<>();
        for (ScenarioBody cell : side.cells()) {
            Long load = cell.loadSeq();
            if (load == null || !measures(cell) || !side.hasMemory(cell) || !wanted.test(cell)) {
                continue;
            }
            Long growth = CellMemory.growth(cell, side, null);
            if (growth != null && growth > 0) {
                loads.add(load);
                PeakMemory one = of(side, cell, load, growth);
                peak = peak == null ? one : peak.with(one);
            }
        }
        return peak == null ? Optional.empty() : Optional.of(peak.withLoads(loads.size()));
    }

    private static boolean measures(ScenarioBody cell) {
        return !cell.outcome().equals("skipped") && !cell.outcome().equals("broken");
    }

    private static PeakMemory of(SideEvidence side, ScenarioBody cell, long load, long growth) {
        Optional<LoadBody> loaded = side.load(load);
        return new PeakMemory(
                growth,
                cell.scenario(),
                1,
                loaded.map(body -> body.effectiveConfig().contextLength()).orElse(null),
                requests(side, cell)
                        .map(GenerationBody::inputTokens)
                        .filter(Objects::nonNull)
                        .max(Long::compare)
                        .orElse(null),
                cell.flags().contains(Flag.SWAP_GREW.id())
                        || loaded.filter(body -> body.flags().contains(Flag.SWAP_GREW.id()))
                                .isPresent());
    }

    /**
     * Both: the larger need, the fewer loads, the shorter context, the longer prompt. What several requests at once need is no less
     * than what a single one was seen to need.
     */
    PeakMemory with(PeakMemory other) {
        return new PeakMemory(
                Math.max(bytes, other.bytes),
                bytes >= other.bytes ? scenario : other.scenario,
                Math.min(loads, other.loads),
                contextTokens == null || other.contextTokens == null
                        ? null
                        : (Integer) Math.min(contextTokens, other.contextTokens),
                longer(longestPromptTokens, other.longestPromptTokens),
                swapped || other.swapped);
    }

    private static @Nullable Long longer(@Nullable Long one, @Nullable Long other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Math.max(one, other);
    }

    private PeakMemory withLoads(int count) {
        return new PeakMemory(bytes, scenario, count, contextTokens, longestPromptTokens, swapped);
    }
}
