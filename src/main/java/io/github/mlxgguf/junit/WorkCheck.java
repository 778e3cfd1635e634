package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.MissingPair;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.server.ServerKind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses a run that would measure nothing, before anything is loaded. */
final class WorkCheck {
    private WorkCheck() {}

    /**
     * Refuses a plan without a cell, which would end as an error of JUnit's that names no cure.
     *
     * @throws SetupException saying why there is none
     */
    static void requireCells(MatrixPlan plan, BenchmarkConfig config, List<PlannedScenario> scenarios) {
        if (!plan.loads().isEmpty()) {
            return;
        }
        if (scenarios.stream().noneMatch(scenario -> config.scenarios().enabled(scenario.id()))) {
            throw new SetupException(
                    "Expected a scenario to run, found that " + config.source()
                            + " turns off all that were selected. Set enabled: true there, or name one with -Dbench.scenarios=ID.");
        }
        if (config.pairs().isEmpty()) {
            throw new SetupException("Expected a build to measure, found none: " + config.source()
                    + " has no pair, and the server has no model in both formats. "
                    + MissingPair.cure(plan).orElse(""));
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
                + " are in " + has
                + ". Add a pair there, or name a format that it has with -Dbench.formats.");
    }

    /**
     * Refuses a run without any build: a half that is there is measured, and the other one named.
     *
     * @throws SetupException with the commands that would give it a pair
     */
    static void requireBuild(MatrixPlan plan, BenchmarkConfig config, ServerStarter.Started started) {
        if (plan.loads().stream().anyMatch(load -> load.missing() == null)) {
            return;
        }
        String cure = started.kind() == ServerKind.LMSTUDIO
                ? MissingPair.cure(plan).orElse("")
                : "Name models in the config that this server has.";
        throw new SetupException("Expected a build to measure, found none of those of " + config.source() + " on the "
                + started.kind().id() + " server at " + started.config().baseUrl() + ". " + cure);
    }
}
