package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.PairedRatio;
import io.github.mlxgguf.record.RunBody.DeploymentInfo;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which build of a pair a deployment gets: first what fits, then what its priority asks for. */
record DeploymentAdvisor(DeploymentInfo deployment, PairFacts facts) {
    private static final Work AT_ONCE = Work.of(ScenarioId.CONCURRENCY.id());

    /**
     * The advice, and how the build that it names fits.
     *
     * @param chosen null where none is named
     */
    record Advised(Advice advice, Fit.@Nullable Fits chosen) {}

    Advised advise() {
        Fit baseline = Fit.of(facts.evidence().baseline(), deployment);
        Fit candidate = Fit.of(facts.evidence().candidate(), deployment);
        Advice advice = advice(baseline, candidate);
        @Nullable Fit chosen = null;
        if (advice instanceof Advice.Choose choice) {
            chosen = choice.side() == Side.BASELINE ? baseline : candidate;
        }
        return new Advised(advice, chosen instanceof Fit.Fits fits ? fits : null);
    }

    private Advice advice(Fit baseline, Fit candidate) {
        String fits = sentences(baseline, candidate);
        if (baseline instanceof Fit.TooLarge one && candidate instanceof Fit.TooLarge other) {
            long needed = Math.min(one.need().bytes(), other.need().bytes());
            return new Advice.NoneFits(
                    fits,
                    "a budget of at least " + Numbers.bytes(needed) + ", a smaller quantisation or a shorter context");
        }
        if (baseline instanceof Fit.Unknown || candidate instanceof Fit.Unknown) {
            return new Advice.NotMeasured(fits, measurement());
        }
        if (!facts.grade().allowsVerdicts()) {
            return new Advice.Withheld(fits, Weighing.BETTER_CERTIFICATE);
        }
        int loads = Stream.of(baseline, candidate)
                .mapToInt(DeploymentAdvisor::loads)
                .min()
                .orElseThrow();
        if (loads < PairedRatio.MIN_ROUNDS) {
            return new Advice.Undecided(
                    fits,
                    "at least " + Numbers.counted(PairedRatio.MIN_ROUNDS - loads, "more round") + " ("
                            + (deployment.concurrency() > 1 ? "scenarios.concurrency.rounds" : "run.rounds")
                            + "), since the highest of fewer than " + PairedRatio.MIN_ROUNDS + " loads is no bound");
        }
        if (baseline instanceof Fit.TooLarge tooLarge) {
            return onlyOne(Side.CANDIDATE, tooLarge, fits);
        }
        if (candidate instanceof Fit.TooLarge tooLarge) {
            return onlyOne(Side.BASELINE, tooLarge, fits);
        }
        return byPriority(fits);
    }

    private Advice onlyOne(Side fitting, Fit.TooLarge other, String fits) {
        Side left = fitting == Side.BASELINE ? Side.CANDIDATE : Side.BASELINE;
        return new Advice.Choose(
                fitting,
                fits,
                "a budget of at least " + Numbers.bytes(other.need().bytes()) + ", into which " + facts.label(left)
                        + " fits as well");
    }

    /** Both fit. */
    private Advice byPriority(String fits) {
        boolean several = deployment.concurrency() > 1;
        Work work = several ? AT_ONCE : Recommendations.SIMPLE;
        Figure[] figures =
                switch (deployment.priority()) {
                    case "throughput" ->
                        new Figure[] {several ? Figure.TOTAL_TOKENS_PER_SECOND : Figure.DECODE_TOKENS_PER_SECOND};
                    case "memory" -> new Figure[] {Figure.HEADLINE_BYTES};
                    default -> new Figure[] {Figure.TTFT_MS, Figure.EFFECTIVE_TOKENS_PER_SECOND};
                };
        List<Ground> grounds = new ArrayList<>(Recommendations.grounds(facts, work, figures));
        // Where answers differ in length, the speed of writing stands for that of the whole request, as in the fastest
        // answer.
        if (grounds.removeIf(ground -> ground.row().figure() == Figure.EFFECTIVE_TOKENS_PER_SECOND
                && ground.row().metric().ratio().value() == null)) {
            grounds.addAll(Recommendations.grounds(facts, work, Figure.DECODE_TOKENS_PER_SECOND));
        }
        Advice chosen = new Weighing(facts, work.scenario(), null).weigh(grounds);
        String because =
                fits + ". Both fit, so its priority (" + deployment.priority() + ") counts: " + chosen.because();
        return chosen.with(because);
    }

    private String sentences(Fit baseline, Fit candidate) {
        List<String> sentences = new ArrayList<>(List.of(
                Deployments.budget(deployment.memoryBudgetGb(), deployment.concurrency())
                        + baseline.sentence()
                        + note(Side.BASELINE, baseline),
                candidate.sentence() + note(Side.CANDIDATE, candidate)));
        return String.join("; ", sentences);
    }

    /** What a full context would take, where context stress shows what a token takes. */
    private String note(Side side, Fit fit) {
        if (deployment.concurrency() > 1 || !(fit instanceof Fit.Fits fits)) {
            return "";
        }
        Integer context = fits.need().contextTokens();
        Optional<ContextGrowth> growth = ContextGrowth.of(facts.evidence(), facts.side(side));
        if (growth.isEmpty() || context == null || context <= growth.get().toTokens()) {
            return "";
        }
        long more = growth.get().extrapolated(context - growth.get().toTokens());
        return " [extrapolated, not measured: prompts that fill its context of " + Numbers.count(context)
                + " tokens take about " + Numbers.bytes(more) + " more"
                + (more > fits.headroomBytes() ? " and do not fit]" : "]");
    }

    private String measurement() {
        return deployment.concurrency() > 1
                ? "concurrency with at least " + Numbers.counted(deployment.concurrency(), "request")
                        + " on both builds (scenarios.concurrency.requests), on a machine that does not swap"
                : "a run in which the memory of both builds is read, on a machine that does not swap";
    }

    private static int loads(Fit fit) {
        if (fit instanceof Fit.Fits fits) {
            return fits.need().fewestLoads();
        }
        return fit instanceof Fit.TooLarge tooLarge ? tooLarge.need().fewestLoads() : 0;
    }
}
