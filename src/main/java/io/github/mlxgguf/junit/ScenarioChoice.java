package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.plan.PlannedScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Holds the blocks of a config that are not of the suite's own scenarios against the scenario classes that exist. */
final class ScenarioChoice {
    private ScenarioChoice() {}

    /**
     * Refuses what no class would play, before a server is started.
     *
     * @throws ConfigException if the config sets up a scenario that no class plays, or says something to one that it does not know
     * @throws SetupException if two classes of one matrix claim one id
     */
    static void check(BenchmarkConfig config) {
        List<PlannedScenario> offered = ScenarioFilter.offered();
        List<String> problems = new ArrayList<>();
        config.scenarios().custom().forEach((id, settings) -> offered.stream()
                .filter(scenario -> scenario.id().equals(id))
                .findFirst()
                .ifPresentOrElse(
                        scenario -> problems.addAll(settings.unknownKeys(scenario.settings())),
                        () -> problems.add(settings.place() + ": no class plays this scenario; allowed: "
                                + offered.stream()
                                        .map(scenario -> scenario.id().id())
                                        .collect(Collectors.joining(", "))
                                + ". Nest a class with @Scenario(\"" + id.id()
                                + "\") in ModelBenchmark, or leave the block out.")));
        if (!offered.isEmpty() && !problems.isEmpty()) {
            throw new ConfigException("The configuration", problems);
        }
    }
}
