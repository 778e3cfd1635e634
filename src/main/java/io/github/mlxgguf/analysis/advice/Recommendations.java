package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.summary.RunSummary.Recommendation;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which build of a pair to take for each use. */
public final class Recommendations {
    /** What no figure of an agent's long prompts shows. */
    private static final String COLD =
            "; prompts in no cache: an agent's later turns reuse theirs, which was not measured";

    static final Work SIMPLE = Work.of(ScenarioId.SIMPLE_GENERATION.id());

    private Recommendations() {}

    /** One for each use, in the order of {@link Use}. */
    public static List<Recommendation> of(PairFacts facts) {
        return Arrays.stream(Use.values())
                .map(use -> {
                    Advice advice = advice(use, facts);
                    return new Recommendation(use.id(), advice.choice(), advice.because(), advice.wouldChange());
                })
                .toList();
    }

    static Advice advice(Use use, PairFacts facts) {
        return switch (use) {
            case FASTEST_ANSWER -> fastestAnswer(facts);
            case FASTEST_LONG_DOCUMENT -> fastestLongDocument(facts);
            case LEAST_MEMORY -> leastMemory(facts);
            case MOST_STABLE -> StabilityAdvice.of(facts);
            case AGENT -> agent(facts);
        };
    }

    /** The whole answer where both write as much, else when it begins and how fast it goes on. */
    private static Advice fastestAnswer(PairFacts facts) {
        Weighing weighing = new Weighing(facts, SIMPLE.scenario(), new CrossoverFlip(facts, SIMPLE));
        List<Ground> whole = wholeRequest(facts, SIMPLE, Figure.EFFECTIVE_TOKENS_PER_SECOND);
        return weighing.weigh(
                whole.isEmpty() ? grounds(facts, SIMPLE, Figure.TTFT_MS, Figure.DECODE_TOKENS_PER_SECOND) : whole);
    }

    private static Advice fastestLongDocument(PairFacts facts) {
        Optional<Work> longest = LongPrompt.of(facts.evidence());
        if (longest.isEmpty()) {
            return new Weighing(facts, LongPrompt.SCENARIO, null).weigh(List.of());
        }
        Work work = longest.get();
        List<Ground> grounds = new ArrayList<>(grounds(facts, work, Figure.TTFT_MS));
        grounds.addAll(wholeRequest(facts, work, Figure.E2E_MS));
        return new Weighing(facts, work.scenario(), new CrossoverFlip(facts, work)).weigh(grounds);
    }

    private static Advice leastMemory(PairFacts facts) {
        List<Ground> grounds = new ArrayList<>(grounds(facts, SIMPLE, Figure.HEADLINE_BYTES));
        LongPrompt.of(facts.evidence()).ifPresent(work -> grounds.addAll(grounds(facts, work, Figure.HEADLINE_BYTES)));
        Advice advice = new Weighing(facts, SIMPLE.scenario(), null).weigh(grounds);
        boolean swapped = facts.evidence().sides().stream()
                .anyMatch(side -> side.machineFlags().contains(Flag.SWAP_GREW.id()));
        return swapped && !(advice instanceof Advice.NotMeasured)
                ? new Advice.Withheld(
                        "memory was paged out (swap_grew), which these figures leave out: " + advice.because(),
                        "a run on a machine that does not swap")
                : advice;
    }

    /** Every turn reads all that was said before it, and the model stays loaded: long prompts, speed, and what memory keeps. */
    private static Advice agent(PairFacts facts) {
        Optional<Work> longest = LongPrompt.of(facts.evidence());
        if (longest.isEmpty()) {
            return new Weighing(facts, LongPrompt.SCENARIO, null).weigh(List.of());
        }
        Work work = longest.get();
        Advice bySpeed = new Weighing(facts, work.scenario(), null)
                .weigh(grounds(facts, work, Figure.PREFILL_TOKENS_PER_SECOND, Figure.DECODE_TOKENS_PER_SECOND));
        Stability baseline = Stability.of(facts, Side.BASELINE);
        Stability candidate = Stability.of(facts, Side.CANDIDATE);
        String memory = facts.ground(Figure.KEPT_BYTES, work)
                        .filter(Ground::isMeasuredOnBoth)
                        .map(kept -> "; " + kept.values())
                        .orElse("")
                + leak(baseline)
                + leak(candidate)
                + COLD;
        if (bySpeed instanceof Advice.Choose choice) {
            boolean first = choice.side() == Side.BASELINE;
            return withMemory(choice, memory, first ? baseline : candidate, first ? candidate : baseline);
        }
        if (bySpeed instanceof Advice.NotMeasured) {
            return bySpeed;
        }
        return bySpeed.with(bySpeed.because() + (bySpeed instanceof Advice.Either ? memory : COLD));
    }

    private static Advice withMemory(Advice.Choose choice, String memory, Stability chosen, Stability other) {
        String because = choice.because() + memory;
        if (chosen.grew() && !other.grew()) {
            return new Advice.Undecided(
                    "the faster build is the one whose memory grows: " + because, StabilityAdvice.LONGER_LEAK_TEST);
        }
        return new Advice.Choose(
                choice.side(),
                because,
                chosen.leak().isEmpty()
                        ? "memory that grows from turn to turn, which was not judged for " + chosen.label() + "; "
                                + choice.wouldChange()
                        : choice.wouldChange());
    }

    private static String leak(Stability build) {
        return build.leak()
                .map(leak -> "; " + build.label() + ": " + Stability.inWords(leak))
                .orElse("");
    }

    /** A figure that hangs on the length of the answer, if both builds wrote as much. */
    private static List<Ground> wholeRequest(PairFacts facts, Work work, Figure figure) {
        return grounds(facts, work, figure).stream()
                .filter(ground -> ground.isMeasuredOnBoth()
                        && ground.row().metric().ratio().value() != null)
                .toList();
    }

    static List<Ground> grounds(PairFacts facts, Work work, Figure... figures) {
        return Stream.of(figures)
                .flatMap(figure -> facts.ground(figure, work).stream())
                .toList();
    }
}
