package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.IncompleteCell;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.PlannedCell;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cells of the plan that gave no measurement: they could not run, were skipped, or were not reached. */
final class IncompleteCells {
    private static final String NOT_REACHED = "The run ended before this cell.";
    private static final String SKIPPED = "Skipped; no reason is recorded.";
    private static final String CANNOT_RUN = "It cannot run here; no reason is recorded.";

    private IncompleteCells() {}

    static List<IncompleteCell> of(RunBody run, RunData data) {
        Map<String, ScenarioBody> ended = new LinkedHashMap<>();
        data.bodies(ScenarioBody.class).stream()
                .filter(cell -> Flags.counts(cell.flags()))
                .forEach(cell -> ended.put(key(cell.pair(), cell.variant(), cell.scenario(), cell.round()), cell));
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (PlannedCell cell : run.plan()) {
            @Nullable
            Group group = group(run, cell, ended.get(key(cell.pair(), cell.variant(), cell.scenario(), cell.round())));
            if (group != null) {
                groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(cell.round());
            }
        }
        List<IncompleteCell> cells = new ArrayList<>();
        groups.forEach((group, rounds) -> cells.add(new IncompleteCell(
                group.pair(), group.label(), group.scenario(), rounds, group.reason(), group.remedy())));
        return cells;
    }

    private static @Nullable Group group(RunBody run, PlannedCell cell, @Nullable ScenarioBody ended) {
        String label = Labels.of(run, cell.pair(), cell.variant());
        if (!cell.runnable()) {
            String reason = cell.reason() == null ? CANNOT_RUN : cell.reason();
            return new Group(cell.pair(), label, cell.scenario(), reason, cell.remedy());
        }
        if (ended == null) {
            return new Group(cell.pair(), label, cell.scenario(), NOT_REACHED, command(cell));
        }
        if (ended.outcome().equals("skipped")) {
            String reason = ended.reason() == null ? SKIPPED : ended.reason();
            return new Group(cell.pair(), label, cell.scenario(), reason, cell.remedy());
        }
        return null;
    }

    /** The command that runs this scenario of this pair alone. */
    private static String command(PlannedCell cell) {
        return "mvn verify -Pbenchmark -Dbench.pairs='" + cell.pair().replace("'", "'\\''") + "' -Dbench.scenarios="
                + cell.scenario();
    }

    private static String key(String pair, String variant, String scenario, int round) {
        return String.join("\0", pair, variant, scenario, Integer.toString(round));
    }

    private record Group(
            String pair,
            String label,
            String scenario,
            String reason,
            @Nullable String remedy) {}
}
