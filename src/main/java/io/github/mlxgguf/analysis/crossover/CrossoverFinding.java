package io.github.mlxgguf.analysis.crossover;

import io.github.mlxgguf.analysis.summary.RunSummary;
import org.jspecify.annotations.Nullable;

/** What a run says about the time of a request against its lengths. */
public sealed interface CrossoverFinding {
    /** For programs; null without a fit. */
    RunSummary.@Nullable Crossover summary();

    /** For people; null without a fit. */
    @Nullable
    CrossoverMap map();

    /** Why there is no fit; null with one. */
    @Nullable
    String missing();

    /** Both builds could be fitted. */
    record Fitted(CrossoverMap map) implements CrossoverFinding {
        @Override
        public RunSummary.Crossover summary() {
            return new RunSummary.Crossover(fit(map.baseline()), fit(map.candidate()));
        }

        @Override
        public @Nullable String missing() {
            return null;
        }

        private static RunSummary.Crossover.Fit fit(CrossoverMap.Fit fit) {
            return new RunSummary.Crossover.Fit(
                    fit.fixedMs(),
                    fit.msPerPromptToken(),
                    fit.msPerOutputToken(),
                    fit.points(),
                    fit.heldOut(),
                    fit.heldOutError());
        }
    }

    /**
     * Too little was measured.
     *
     * @param missing one sentence
     */
    record NotFitted(String missing) implements CrossoverFinding {
        @Override
        public RunSummary.@Nullable Crossover summary() {
            return null;
        }

        @Override
        public @Nullable CrossoverMap map() {
            return null;
        }
    }
}
