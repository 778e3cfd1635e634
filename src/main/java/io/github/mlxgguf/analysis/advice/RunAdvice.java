package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.record.RunBody.DeploymentInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Advice beyond one pair and one use.
 *
 * @param memory ways to need less memory that this run saw to work, by pair
 * @param models what a reader should know of single models
 * @param denseAgainstMoe null where the run has not measured both kinds
 */
public record RunAdvice(
        List<OfPair> memory,
        List<ModelGuidance> models,
        @Nullable DenseAgainstMoe denseAgainstMoe) {
    /** Copies the lists. */
    public RunAdvice {
        memory = List.copyOf(memory);
        models = List.copyOf(models);
    }

    /** Advice on the memory of one pair's builds. */
    public record OfPair(String pair, List<MemoryAdvice> advice) {
        /** Copies the list. */
        public OfPair {
            advice = List.copyOf(advice);
        }
    }

    /**
     * From all pairs of a run.
     *
     * @param serverKind as in the run record, or null if it is unknown
     */
    public static RunAdvice of(List<PairFacts> pairs, List<DeploymentInfo> deployments, @Nullable String serverKind) {
        return new RunAdvice(
                pairs.stream()
                        .map(facts -> new OfPair(facts.name(), MemoryAdvisor.of(facts)))
                        .filter(ofPair -> !ofPair.advice().isEmpty())
                        .toList(),
                ScoutGuidance.of(pairs, deployments, serverKind),
                DenseAgainstMoe.of(pairs));
    }
}
