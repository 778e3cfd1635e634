package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.IncompleteCell;
import io.github.mlxgguf.analysis.evidence.Flags;
import io.github.mlxgguf.analysis.text.Labels;
import io.github.mlxgguf.record.CellKey;
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

    /** Takes every option of the run from its records. */
    private static final String RESUME = "mvn verify -Pbenchmark -Dbench.resume=";

    private IncompleteCells() {}

    static List<IncompleteCell> of(RunBody run, RunData data) {
        Map<CellKey, ScenarioBody> ended = new LinkedHashMap<>();
        data.bodies(ScenarioBody.class).stream()
                .filter(cell -> Flags.counts(cell.flags()))
                .forEach(cell -> ended.put(CellKey.of(cell), cell));
        Map<Group, List<Integer>> groups = new LinkedHashMap<>();
        for (PlannedCell cell : run.plan()) {
            @Nullable Group group = group(run, data.runIdOf(cell.round()), cell, ended.get(CellKey.of(cell)));
            if (group != null) {
                groups.computeIfAbsent(group, unused -> new ArrayList<>()).add(cell.round());
            }
        }
        List<IncompleteCell> cells = new ArrayList<>();
        groups.forEach((group, rounds) -> cells.add(new IncompleteCell(
                group.pair(), group.label(), group.scenario(), rounds, group.reason(), group.remedy())));
        return cells;
    }

    private static @Nullable Group group(RunBody run, String runId, PlannedCell cell, @Nullable ScenarioBody ended) {
        String label = Labels.of(run, cell.pair(), cell.variant());
        // A resumed run may have measured what could not run when the plan was made.
        if (!cell.runnable() && (ended == null || ended.outcome().equals("skipped"))) {
            String reason = cell.reason() == null ? CANNOT_RUN : cell.reason();
            return new Group(cell.pair(), label, cell.scenario(), reason, cell.remedy());
        }
        if (ended == null) {
            return new Group(cell.pair(), label, cell.scenario(), NOT_REACHED, RESUME + runId);
        }
        if (ended.outcome().equals("skipped")) {
            String reason = ended.reason() == null ? SKIPPED : ended.reason();
            return new Group(cell.pair(), label, cell.scenario(), reason, cell.remedy());
        }
        return null;
    }

    private record Group(
            String pair,
            String label,
            String scenario,
            String reason,
            @Nullable String remedy) {}
}
