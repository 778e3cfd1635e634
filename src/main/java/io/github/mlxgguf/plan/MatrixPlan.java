package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.record.CellKey;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What will be loaded, in which order, and which scenarios run on each load.
 *
 * <p>Pair by pair, so that an interrupted run has whole pairs; within a pair the order is counterbalanced over the rounds
 * (A B · B A · A B), so that what drifts with time does not favour one side.
 *
 * @param loads in order of execution
 */
public record MatrixPlan(List<PlannedLoad> loads) {
    /** Copies the list. */
    public MatrixPlan {
        loads = List.copyOf(loads);
    }

    /** The plan of a config on a server that can load all that it lists by REST. */
    public static MatrixPlan of(
            BenchmarkConfig config, Set<Format> formats, List<PlannedScenario> scenarios, List<ModelEntry> models) {
        return of(config, formats, scenarios, models, LoadRoutes.restForAll());
    }

    /**
     * The plan of a config on a server. A build and round without any cell is left out.
     *
     * @param formats the formats to measure; a build of another format is left out
     * @param scenarios those that were asked for, in order; the config decides in which rounds each of them runs
     * @param models what the server has
     * @param routes how it can be loaded
     * @throws io.github.mlxgguf.config.ConfigException if a configured name fits several builds equally well
     */
    public static MatrixPlan of(
            BenchmarkConfig config,
            Set<Format> formats,
            List<PlannedScenario> scenarios,
            List<ModelEntry> models,
            LoadRoutes routes) {
        ModelResolver.requireUnambiguous(config, formats, models, routes);
        boolean slots = config.load().parallel() != null;
        List<PlannedLoad> loads = new ArrayList<>();
        for (PairConfig pair : config.pairs()) {
            for (int round = 1; round <= config.run().rounds(); round++) {
                List<PlannedScenario> cells = cells(config, pair, round, scenarios);
                for (Side side : order(round)) {
                    if (!cells.isEmpty() && formats.contains(pair.variant(side).format())) {
                        loads.add(ModelResolver.resolve(pair, side, round, models, routes, slots)
                                .withScenarios(cells));
                    }
                }
            }
        }
        return new MatrixPlan(loads);
    }

    private static List<PlannedScenario> cells(
            BenchmarkConfig config, PairConfig pair, int round, List<PlannedScenario> scenarios) {
        return scenarios.stream()
                .filter(scenario -> scenario.absence(config, pair, round).isEmpty())
                // A load of its own ends the one that the others share.
                .sorted(Comparator.comparing(PlannedScenario::ownLoad))
                .toList();
    }

    /** Baseline first in odd rounds, candidate first in even ones. */
    private static List<Side> order(int round) {
        return round % 2 == 1 ? List.of(Side.BASELINE, Side.CANDIDATE) : List.of(Side.CANDIDATE, Side.BASELINE);
    }

    /** What is left of the plan when some cells are done; a build and round without any is left out, so it is not loaded. */
    public MatrixPlan without(Set<CellKey> done) {
        return new MatrixPlan(loads.stream()
                .map(load -> load.withScenarios(load.scenarios().stream()
                        .filter(scenario -> !done.contains(load.cell(scenario)))
                        .toList()))
                .filter(load -> !load.scenarios().isEmpty())
                .toList());
    }

    /** Number of times that a model is brought into memory. */
    public int modelLoads() {
        return loads.stream()
                .filter(load -> load.missing() == null)
                .mapToInt(PlannedLoad::times)
                .sum();
    }

    /** The first load of each build, whatever its round. */
    public List<PlannedLoad> builds() {
        Set<String> seen = new HashSet<>();
        return loads.stream()
                .filter(load -> seen.add(load.pair().name() + "|" + load.side().id()))
                .toList();
    }

    /** Number of cells, those included that cannot run. */
    public int cells() {
        return loads.stream().mapToInt(load -> load.scenarios().size()).sum();
    }

    /** Every cell as the run record lists it. */
    public List<RunBody.PlannedCell> plannedCells() {
        List<RunBody.PlannedCell> cells = new ArrayList<>();
        for (PlannedLoad load : loads) {
            PlannedLoad.Missing missing = load.missing();
            for (PlannedScenario scenario : load.scenarios()) {
                cells.add(new RunBody.PlannedCell(
                        load.pair().name(),
                        load.side().id(),
                        load.variant().format().id(),
                        scenario.id().id(),
                        load.round(),
                        missing == null,
                        missing == null ? null : missing.reason(),
                        missing == null ? null : missing.remedy()));
            }
        }
        return cells;
    }
}
