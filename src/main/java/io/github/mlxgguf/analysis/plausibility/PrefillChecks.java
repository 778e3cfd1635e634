package io.github.mlxgguf.analysis.plausibility;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.evidence.WorkOfScenarios;
import io.github.mlxgguf.analysis.plausibility.Implausibility.Build;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether prompts were read faster than they can be; every case seen so far was a prompt that a cache still held. */
final class PrefillChecks {
    /**
     * Tokens per second that no engine reaches with a model of {@link PlausibilityCheck#MIN_SIZE_BYTES}: the highest genuine rate in
     * published tables of Apple hardware is about 18 000, of a model with 2 billion parameters.
     */
    static final double BEYOND_REACH_TOKENS_PER_SECOND = 25_000;

    /** Times the own rate at a neighbouring length. */
    static final double OUT_OF_LINE_FACTOR = 8;

    /**
     * Lengths are neighbours up to this ratio. What a request costs whatever its length makes the rate of the longer prompt higher by
     * at most the ratio of the lengths, so half of {@link #OUT_OF_LINE_FACTOR} is left for everything else.
     */
    static final double NEIGHBOUR_FACTOR = 4;

    private PrefillChecks() {}

    /** One finding at most for each scenario. */
    static List<Implausibility> of(PairEvidence pair, SideEvidence side, Build build) {
        List<Implausibility> found = new ArrayList<>();
        for (String scenario : pair.scenarios()) {
            // A request among several waits for the others: its rate is none of the engine's.
            if (scenario.equals(ScenarioId.CONCURRENCY.id())) {
                continue;
            }
            beyondReach(side, build, scenario).ifPresent(found::add);
            outOfLine(pair, side, build, scenario).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Implausibility> beyondReach(SideEvidence side, Build build, String scenario) {
        if (side.sizeBytes()
                .filter(size -> size >= PlausibilityCheck.MIN_SIZE_BYTES)
                .isEmpty()) {
            return Optional.empty();
        }
        List<Double> rates =
                read(side, Work.of(scenario)).stream().map(Reading::rate).toList();
        List<Double> beyond = rates.stream()
                .filter(rate -> rate > BEYOND_REACH_TOKENS_PER_SECOND)
                .toList();
        return beyond.stream()
                .max(Double::compare)
                .map(most -> new Implausibility.PrefillBeyondReach(build, scenario, most, beyond.size(), rates.size()));
    }

    private static Optional<Implausibility> outOfLine(
            PairEvidence pair, SideEvidence side, Build build, String scenario) {
        List<List<Reading>> lengths = WorkOfScenarios.of(pair, scenario).stream()
                .map(work -> read(side, work))
                .filter(readings -> !readings.isEmpty())
                .toList();
        List<Reading> usual = lengths.stream().map(PrefillChecks::middle).toList();
        return lengths.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(Reading::rate).reversed())
                .flatMap(fast -> usual.stream()
                        .filter(other -> isNeighbour(fast, other) && fast.rate() > OUT_OF_LINE_FACTOR * other.rate())
                        .limit(1)
                        .map(other -> new Implausibility.PrefillOutOfLine(
                                build, scenario, fast.rate(), fast.tokens(), other.rate(), other.tokens())))
                .<Implausibility>map(finding -> finding)
                .findFirst();
    }

    private static boolean isNeighbour(Reading one, Reading other) {
        long longer = Math.max(one.tokens(), other.tokens());
        long shorter = Math.min(one.tokens(), other.tokens());
        return longer <= NEIGHBOUR_FACTOR * shorter;
    }

    private static Reading middle(List<Reading> readings) {
        return new Reading(
                Objects.requireNonNull(
                        Median.of(readings.stream().map(Reading::rate).toList())),
                Objects.requireNonNull(
                        Median.ofLongs(readings.stream().map(Reading::tokens).toList())));
    }

    private static List<Reading> read(SideEvidence side, Work work) {
        List<Reading> readings = new ArrayList<>();
        side.answers(work).forEach(generation -> {
            Double rate = generation.prefillTokensPerSecond();
            Long tokens = generation.inputTokens();
            if (rate != null && tokens != null) {
                readings.add(new Reading(rate, tokens));
            }
        });
        return readings;
    }

    /** How fast a prompt of so many tokens was read, in tokens per second. */
    private record Reading(double rate, long tokens) {}
}
