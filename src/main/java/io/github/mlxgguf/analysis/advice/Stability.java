package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.CellMemory;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.SideValues;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How one build behaved over the run.
 *
 * @param failed loads and requests that failed
 * @param attempted all of them
 * @param failedRounds rounds with at least one failure
 * @param rounds rounds in which it was loaded or tried
 * @param leak the worst of its loads, by the worker's own memory wherever that was read; empty where none was judged
 * @param watchedLoads loads whose memory was judged by that series
 * @param fewestRequests of any of those loads; 0 without one
 * @param slowdown of decode within a load, where it is more than the band of practical equivalence
 */
record Stability(
        String label,
        int failed,
        int attempted,
        Set<Integer> failedRounds,
        Set<Integer> rounds,
        Optional<Leak> leak,
        int watchedLoads,
        int fewestRequests,
        Optional<Slowdown> slowdown,
        String sentence) {
    /** From the one that troubles most to the one that troubles least. */
    private static final List<LeakClass> WORST_FIRST = List.of(
            LeakClass.LINEAR,
            LeakClass.STEP,
            LeakClass.GROWTH,
            LeakClass.INSUFFICIENT,
            LeakClass.BOUNDED,
            LeakClass.NONE);

    /** Say where figures come from, not how a build behaved. */
    private static final Set<String> NO_CONDITION = Set.of(Flag.EMBEDDED_SERVER.id(), Flag.SIMULATED.id());

    static Stability of(PairFacts facts, Side side) {
        SideEvidence evidence = facts.side(side);
        int failed = 0;
        int attempted = 0;
        Set<Integer> failedRounds = new TreeSet<>();
        Set<Integer> rounds = new TreeSet<>();
        for (SideEvidence.Load load : evidence.loads()) {
            attempted++;
            rounds.add(load.body().round());
            if (load.body().failure() != null) {
                failed++;
                failedRounds.add(load.body().round());
            }
        }
        List<GenerationBody> requests = Stream.concat(evidence.generations().stream(), evidence.repeated().stream())
                .toList();
        for (GenerationBody request : requests) {
            attempted++;
            rounds.add(request.round());
            if (request.failure() != null) {
                failed++;
                failedRounds.add(request.round());
            }
        }
        List<Leak> watched = watched(facts, side);
        Optional<Leak> leak =
                watched.stream().min(Comparator.comparingInt(judged -> WORST_FIRST.indexOf(judged.leakClass())));
        Optional<Slowdown> slowdown = Slowdown.of(evidence, facts.practicalEquivalence());
        return new Stability(
                evidence.label(),
                failed,
                attempted,
                failedRounds,
                rounds,
                leak,
                watched.size(),
                watched.stream().mapToInt(Leak::n).min().orElse(0),
                slowdown,
                sentence(evidence, failed, attempted, leak, slowdown));
    }

    /** Other programs move the memory of the whole system too, so it counts only where no worker was read. */
    private static List<Leak> watched(PairFacts facts, Side side) {
        List<Leak> judged = facts.leaks().stream()
                .filter(leak -> leak.variant().equals(side.id()))
                .toList();
        List<Leak> worker = judged.stream().filter(Stability::isOfWorker).toList();
        return worker.isEmpty() ? judged : worker;
    }

    private static boolean isOfWorker(Leak leak) {
        String metric = leak.metric();
        return metric != null && !metric.equals(CellMemory.COMMITTED);
    }

    boolean isMemoryClean() {
        return leak.filter(judged -> judged.leakClass() == LeakClass.NONE || judged.leakClass() == LeakClass.BOUNDED)
                .isPresent();
    }

    boolean growsWithEveryRequest() {
        return leak.filter(judged -> judged.leakClass() == LeakClass.LINEAR).isPresent();
    }

    boolean grew() {
        return leak.filter(judged -> judged.leakClass() == LeakClass.LINEAR
                        || judged.leakClass() == LeakClass.STEP
                        || judged.leakClass() == LeakClass.GROWTH)
                .isPresent();
    }

    private static String sentence(
            SideEvidence evidence, int failed, int attempted, Optional<Leak> leak, Optional<Slowdown> slowdown) {
        List<String> parts = new ArrayList<>();
        parts.add(Numbers.count(failed) + " of " + Numbers.count(attempted) + " loads and requests failed");
        parts.add(leak.map(Stability::inWords).orElse("memory from request to request was not judged"));
        spread(evidence).ifPresent(parts::add);
        slowdown.map(Slowdown::sentence).ifPresent(parts::add);
        Set<String> flags = new TreeSet<>(evidence.machineFlags());
        flags.removeAll(NO_CONDITION);
        parts.add(flags.isEmpty() ? "no flag" : "flags " + String.join(", ", flags));
        return evidence.label() + ": " + String.join(", ", parts);
    }

    /** Growth from request to request, with its interval and its n. */
    static String inWords(Leak leak) {
        String memory = isOfWorker(leak) ? "the worker's memory" : "committed memory of the whole system";
        String slope = leak.low() == null || leak.high() == null
                ? ""
                : ", " + Numbers.figure(leak.mbPerRequest()) + " MB a request (95 % interval "
                        + Numbers.figure(leak.low()) + " to " + Numbers.figure(leak.high()) + ")";
        String limit = leak.leakClass() == LeakClass.NONE && leak.detectableMbPerRequest() != null
                ? ", limit " + Numbers.figure(leak.detectableMbPerRequest()) + " MB a request"
                : "";
        String kind =
                switch (leak.leakClass()) {
                    case NONE -> "no growth of " + memory + " detected" + limit;
                    case BOUNDED -> memory + " grew and is flat since";
                    case LINEAR -> memory + " grows with every request" + slope;
                    case STEP -> memory + " jumped";
                    case GROWTH ->
                        leak.low() != null && leak.low() > 0
                                ? memory + " grew, how is open" + slope
                                : memory + " rose unevenly, its kind is open";
                    case INSUFFICIENT -> "too few requests to judge growth of " + memory;
                };
        return kind + " (n " + Numbers.count(leak.n()) + ", 1 load)";
    }

    /** How far the decode speeds of the loads lie apart. */
    private static Optional<String> spread(SideEvidence evidence) {
        Work simple = Work.of(ScenarioId.SIMPLE_GENERATION.id());
        SideValues values = new SideValues();
        evidence.answers(simple)
                .forEach(generation ->
                        values.succeeded(generation.round(), generation.loadSeq(), generation.decodeTokensPerSecond()));
        Collection<Double> medians = values.medianByRound().values();
        if (medians.size() < 2) {
            return Optional.empty();
        }
        double least = medians.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double most = medians.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return least <= 0
                ? Optional.empty()
                : Optional.of("decode speeds of " + Numbers.counted(medians.size(), "round") + " at most "
                        + Numbers.percent(most / least - 1) + " apart");
    }
}
