package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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
 * @param scenarioLoads loads that ran it
 * @param loads all loads among which it is the largest
 * @param withoutGrowth further loads whose memory was read and never rose above its baseline, since others gave memory back
 * @param fewestLoads of any kind of work that it has to cover
 * @param contextTokens context length of those loads, the shortest if they differ; null where unknown
 * @param longestPromptTokens most input tokens of any request of those loads; null where unknown
 * @param swapped whether memory was paged out meanwhile, so that the true need is higher
 */
record PeakMemory(
        long bytes,
        String scenario,
        Set<Long> scenarioLoads,
        Set<Long> loads,
        Set<Long> withoutGrowth,
        int fewestLoads,
        @Nullable Integer contextTokens,
        @Nullable Long longestPromptTokens,
        boolean swapped) {
    /** Copies the sets. */
    PeakMemory {
        scenarioLoads = Set.copyOf(scenarioLoads);
        loads = Set.copyOf(loads);
        withoutGrowth = Set.copyOf(withoutGrowth);
    }

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
        Map<String, Set<Long>> byScenario = new HashMap<>();
        Set<Long> without = new HashSet<>();
        for (ScenarioBody cell : side.cells()) {
            Long load = cell.loadSeq();
            if (load == null || cell.outcome().equals("skipped") || !side.hasMemory(cell) || !wanted.test(cell)) {
                continue;
            }
            Long growth = CellMemory.growth(cell, side, null);
            // What broke has shown a need all the same, though not all of it: it counts for the peak and not as a load.
            boolean broken = cell.outcome().equals("broken");
            if (growth != null && growth <= 0 && !broken) {
                without.add(load);
            } else if (growth != null && growth > 0) {
                Set<Long> ran = byScenario.computeIfAbsent(cell.scenario(), unused -> new HashSet<>());
                if (!broken) {
                    ran.add(load);
                }
                PeakMemory one = of(side, cell, load, growth);
                peak = peak == null ? one : peak.with(one);
            }
        }
        return peak == null ? Optional.empty() : Optional.of(peak.counted(byScenario, without));
    }

    private static PeakMemory of(SideEvidence side, ScenarioBody cell, long load, long growth) {
        Optional<LoadBody> loaded = side.load(load);
        return new PeakMemory(
                growth,
                cell.scenario(),
                Set.of(load),
                cell.outcome().equals("broken") ? Set.of() : Set.of(load),
                Set.of(),
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
                bytes >= other.bytes ? scenarioLoads : other.scenarioLoads,
                union(loads, other.loads),
                union(withoutGrowth, other.withoutGrowth),
                Math.min(fewestLoads, other.fewestLoads),
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

    private PeakMemory counted(Map<String, Set<Long>> byScenario, Set<Long> without) {
        Set<Long> never = new HashSet<>(without);
        never.removeAll(loads);
        return new PeakMemory(
                bytes,
                scenario,
                byScenario.getOrDefault(scenario, scenarioLoads),
                loads,
                never,
                loads.size(),
                contextTokens,
                longestPromptTokens,
                swapped);
    }

    private static Set<Long> union(Set<Long> one, Set<Long> other) {
        Set<Long> both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    /** On how many loads it rests, for example {@code 3 loads} or {@code 1 of 3 loads ran it}. */
    String loadsInWords() {
        String counted = Numbers.counted(loads.size(), "load");
        return (scenarioLoads.size() == loads.size() ? counted : scenarioLoads.size() + " of " + counted + " ran it")
                + (withoutGrowth.isEmpty()
                        ? ""
                        : ", " + Numbers.counted(withoutGrowth.size(), "more load")
                                + " left out whose memory did not rise above its baseline");
    }
}
