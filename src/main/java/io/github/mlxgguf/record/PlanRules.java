package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunBody.PlannedCell;
import io.github.mlxgguf.record.RunData.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the run record lays down for all others: the server, the pairs with their formats, and the cells of the plan. */
final class PlanRules {
    private final Map<String, PairInfo> pairs = new HashMap<>();
    private final Set<CellKey> plan = new HashSet<>();
    private @Nullable String serverKind;

    /** Looks at the next record of the file; a file whose run record is lost is held to nothing of it. */
    void check(Entry entry, Consumer<String> problem) {
        Body body = entry.body();
        if (body instanceof RunBody run && serverKind == null) {
            serverKind = run.server().kind();
            run.pairs().forEach(pair -> pairs.put(pair.name(), pair));
            run.plan().stream().map(CellKey::of).forEach(plan::add);
            checkPlan(run, problem);
        }
        if (serverKind == null) {
            return;
        }
        if (!serverKind.equals(entry.envelope().serverKind())) {
            problem.accept("/server_kind: expected '" + serverKind + "' as in the run record, found '"
                    + entry.envelope().serverKind() + "'");
        }
        if (body instanceof LoadBody load) {
            checkPair(load.pair(), load.variant(), load.format(), problem);
        } else if (body instanceof UnloadBody unload) {
            checkPair(unload.pair(), unload.variant(), unload.format(), problem);
        } else if (body instanceof GenerationBody generation) {
            checkPair(generation.pair(), generation.variant(), generation.format(), problem);
            checkCell(CellKey.of(generation), problem);
        } else if (body instanceof ScenarioBody cell) {
            checkPair(cell.pair(), cell.variant(), cell.format(), problem);
            checkCell(CellKey.of(cell), problem);
        }
    }

    private void checkPlan(RunBody run, Consumer<String> problem) {
        boolean simulated = run.server().kind().equals("simulated");
        if (simulated != run.server().simulated()) {
            problem.accept("/server/simulated: expected " + simulated + " of kind '"
                    + run.server().kind() + "', found " + run.server().simulated());
        }
        for (PlannedCell cell : run.plan()) {
            checkPair(cell.pair(), cell.variant(), cell.format(), message -> problem.accept("/plan" + message));
        }
    }

    private void checkPair(String name, String variant, String format, Consumer<String> problem) {
        PairInfo pair = pairs.get(name);
        if (pair == null) {
            problem.accept("/pair: expected a pair of the run record, found '" + name + "'");
            return;
        }
        String expected = variant.equals("baseline")
                ? pair.baseline().format()
                : pair.candidate().format();
        if (!expected.equals(format)) {
            problem.accept("/format: expected '" + expected + "', the " + variant + " of " + name + ", found '" + format
                    + "'");
        }
    }

    private void checkCell(CellKey cell, Consumer<String> problem) {
        if (pairs.containsKey(cell.pair()) && !plan.isEmpty() && !plan.contains(cell)) {
            problem.accept("/scenario: expected a cell of the plan, found " + cell);
        }
    }
}
