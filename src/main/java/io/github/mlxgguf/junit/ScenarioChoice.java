package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.CustomScenario;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * Refuses a plan without a cell, which would end as an error of JUnit's that names no cure.
     *
     * @throws SetupException saying why there is none
     */
    static void requireWork(MatrixPlan plan, BenchmarkConfig config, List<PlannedScenario> scenarios) {
        if (!plan.loads().isEmpty()) {
            return;
        }
        if (scenarios.stream().noneMatch(scenario -> config.scenarios().enabled(scenario.id()))) {
            throw new SetupException(
                    "Expected a scenario to run, found that " + config.source()
                            + " turns off all that were selected. Set enabled: true there, or name one with -Dbench.scenarios=ID.");
        }
        List<String> absences = config.pairs().stream()
                .flatMap(pair -> scenarios.stream()
                        .map(scenario -> scenario.absence(config, pair, 1).orElse("")))
                .distinct()
                .toList();
        if (!absences.isEmpty() && !absences.contains("")) {
            throw new SetupException("Expected a cell to run, found none: " + String.join("; ", absences)
                    + ". Choose other pairs with -Dbench.pairs or other scenarios with -Dbench.scenarios.");
        }
        String has = config.pairs().stream()
                .flatMap(pair -> Stream.of(pair.baseline(), pair.candidate()))
                .map(variant -> variant.format().id())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        throw new SetupException("Expected a build to measure, found none: the builds in " + config.source()
                + (has.isEmpty() ? " are none" : " are in " + has)
                + ". Add a pair there, or name a format that it has with -Dbench.formats.");
    }
}
