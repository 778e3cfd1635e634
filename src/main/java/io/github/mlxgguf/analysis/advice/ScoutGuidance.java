package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.ServerIds;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunBody.DeploymentInfo;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Guidance for Llama 4 Scout 17B-16E. */
final class ScoutGuidance {
    private static final Pattern SCOUT = Pattern.compile("17b-16e|\\bscout\\b");

    /** Meta's description of the model; LM Studio's catalogue of the builds. */
    private static final List<String> BACKGROUND = List.of(
            "Scout has 109 billion parameters in 16 experts. Each token uses one expert that a router picks and one shared"
                    + " expert, 17 billion parameters together.",
            "So it needs the memory of all 109 billion, however few of them a token uses, and its speed can be near that of a dense"
                    + " model of 17 billion.",
            "LM Studio's own MLX build is text only: it lacks the vision part that the GGUF build can have. Where images matter,"
                    + " the two are not the same model.");

    private ScoutGuidance() {}

    /** One for each pair that is Scout. */
    static List<ModelGuidance> of(
            List<PairFacts> pairs, List<DeploymentInfo> deployments, @Nullable String serverKind) {
        // The models of our own servers are small stand-ins: no budget is for them.
        List<DeploymentInfo> budgets =
                serverKind != null && ServerIds.OWN.contains(serverKind) ? List.of() : deployments;
        return pairs.stream()
                .filter(ScoutGuidance::isScout)
                .map(facts -> new ModelGuidance(facts.name(), measured(facts, pairs, budgets), BACKGROUND))
                .toList();
    }

    private static boolean isScout(PairFacts facts) {
        Stream<String> names = Stream.concat(
                Stream.of(facts.name()),
                facts.evidence().sides().stream()
                        .flatMap(SideEvidence::goodLoads)
                        .map(LoadBody::params)
                        .flatMap(Stream::ofNullable));
        return facts.isMoe()
                && names.anyMatch(
                        name -> SCOUT.matcher(name.toLowerCase(Locale.ROOT)).find());
    }

    private static List<String> measured(PairFacts facts, List<PairFacts> pairs, List<DeploymentInfo> deployments) {
        List<String> sentences = new ArrayList<>();
        for (SideEvidence side : facts.evidence().sides()) {
            sentences.add(memory(side, deployments));
        }
        for (Side side : Side.values()) {
            sentences.add(speed(facts, side, pairs));
        }
        sentences.add(context(facts));
        return sentences;
    }

    private static String memory(SideEvidence side, List<DeploymentInfo> deployments) {
        Optional<PeakMemory> peak = PeakMemory.ofSingleRequests(side);
        if (peak.isEmpty()) {
            return "Memory of " + side.label() + ": not measured in this run.";
        }
        StringBuilder sentence = new StringBuilder("Memory of ")
                .append(side.label())
                .append(": highest seen ")
                .append(Numbers.bytes(peak.get().bytes()))
                .append(" (")
                .append(peak.get().loadsInWords())
                .append(", one request at a time)");
        for (DeploymentInfo deployment : deployments) {
            long left =
                    Math.round(deployment.memoryBudgetGb() * 1e9) - peak.get().bytes();
            sentence.append("; budget of ")
                    .append(deployment.name())
                    .append(" ")
                    .append(Numbers.exact(deployment.memoryBudgetGb()))
                    .append(" GB, ")
                    .append(Numbers.bytes(Math.abs(left)))
                    .append(left < 0 ? " too little" : " to spare");
        }
        return sentence.append(".").toString();
    }

    private static String speed(PairFacts facts, Side side, List<PairFacts> pairs) {
        Optional<String> own = decode(facts, side);
        if (own.isEmpty()) {
            return "Decode speed of " + facts.label(side) + ": not measured in this run.";
        }
        List<String> dense = pairs.stream()
                .filter(other -> !other.isMoe() && other.label(side).equals(facts.label(side)))
                .flatMap(other -> decode(other, side).map(rate -> other.name() + " " + rate).stream())
                .toList();
        return "Decode speed of " + facts.label(side) + ": " + own.get()
                + (dense.isEmpty()
                        ? "; no dense model was measured beside it."
                        : "; of the dense models of this run: " + String.join(", ", dense) + ".");
    }

    private static Optional<String> decode(PairFacts facts, Side side) {
        return facts.figure(Figure.DECODE_TOKENS_PER_SECOND, Recommendations.SIMPLE, side)
                .map(ScoutGuidance::written);
    }

    private static String written(SideFigure figure) {
        return Numbers.figure(figure.median()) + " tokens/s (n " + Numbers.count(figure.n()) + ", "
                + Numbers.counted(figure.loads(), "load") + ")";
    }

    private static String context(PairFacts facts) {
        return LongPrompt.of(facts.evidence())
                .map(work -> "Context: the longest prompt had "
                        + facts.evidence().sides().stream()
                                .map(side -> side.label() + " " + Numbers.count(LongPrompt.inputTokens(side, work)))
                                .reduce((one, other) -> one + " and " + other)
                                .orElseThrow()
                        + " tokens; nothing was measured beyond.")
                .orElse("Context: no long prompt was measured in this run (" + ScenarioId.CONTEXT_STRESS.id() + ").");
    }
}
