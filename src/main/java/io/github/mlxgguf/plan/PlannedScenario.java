package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.ScenarioConfigs;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.trace.Architecture;
import java.util.Optional;
import java.util.Set;

/**
 * A scenario as the plan sees it: what its class says of itself.
 *
 * @param architectures the pairs that it is for; empty for all
 * @param ownLoad whether it runs on a load of its own, after the scenarios that share one
 * @param settings the keys that its block in the config may have besides {@code enabled} and {@code rounds}
 */
public record PlannedScenario(ScenarioId id, Set<Architecture> architectures, boolean ownLoad, Set<String> settings) {
    /** Copies the sets. */
    public PlannedScenario {
        architectures = Set.copyOf(architectures);
        settings = Set.copyOf(settings);
    }

    /** A scenario for every pair, on the load that others use too. */
    public static PlannedScenario shared(ScenarioId id) {
        return new PlannedScenario(id, Set.of(), false, Set.of());
    }

    /** Why it has no cell for a pair in a round, whatever the server has; empty if it has one. */
    public Optional<String> absence(BenchmarkConfig config, PairConfig pair, int round) {
        ScenarioConfigs.Common settingsOfFile = config.scenarios().of(id);
        if (!settingsOfFile.enabled()) {
            return Optional.of(
                    id.id() + " is turned off by scenarios." + id.id() + ".enabled: false in " + config.source());
        }
        if (!architectures.isEmpty() && !architectures.contains(pair.architecture())) {
            String wanted = architectures.contains(Architecture.MOE) ? "mixture-of-experts" : "dense";
            return Optional.of(id.id() + " is for " + wanted + " models, and " + pair.name() + " is "
                    + (pair.architecture() == Architecture.MOE ? "one of those with experts" : "dense"));
        }
        if (round > settingsOfFile.rounds()) {
            return Optional.of(id.id() + " runs in "
                    + (settingsOfFile.rounds() == 1
                            ? "the first round"
                            : "the first " + settingsOfFile.rounds() + " rounds")
                    + " only (scenarios." + id.id() + ".rounds)");
        }
        return Optional.empty();
    }
}
