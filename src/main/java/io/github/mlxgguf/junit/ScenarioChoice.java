package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.CustomScenario;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.PlannedScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which scenarios a run plays: those that the launcher was asked for and the config enables. */
final class ScenarioChoice {
    private ScenarioChoice() {}

    /**
     * The scenarios that the launcher was asked for, in their order.
     *
     * @throws ConfigException if the config sets up a scenario that no class plays, or says something to one that it does not know
     */
    static List<PlannedScenario> selected(BenchmarkConfig config) {
        List<PlannedScenario> selected = ScenarioFilter.selected();
        Set<ScenarioId> offered = ScenarioFilter.offered();
        List<String> problems = new ArrayList<>();
        config.scenarios().custom().forEach((id, settings) -> {
            if (!offered.isEmpty() && !offered.contains(id)) {
                problems.add(settings.place() + ": no class plays this scenario; allowed: "
                        + offered.stream().map(ScenarioId::id).collect(Collectors.joining(", "))
                        + ". Nest a class with @Scenario(\"" + id.id()
                        + "\") in ModelBenchmark, or leave the block out.");
            }
        });
        if (!problems.isEmpty()) {
            throw new ConfigException(config.source(), problems);
        }
        for (PlannedScenario scenario : selected) {
            if (!scenario.id().isBuiltIn()) {
                CustomScenario settings = config.scenarios().custom(scenario.id());
                settings.requireKnown(scenario.settings());
            }
        }
        return selected;
    }
}
