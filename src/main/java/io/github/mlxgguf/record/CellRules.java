package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How a cell holds its generations, and what its outcome says. A cell that a session did not finish has no record to hold them to. */
final class CellRules {
    private final Map<CellKey, List<Entry>> open = new HashMap<>();
    private int session;

    /** Looks at the next record of the file. */
    void check(Entry entry, Consumer<String> problem) {
        if (entry.envelope().session() != session) {
            session = entry.envelope().session();
            open.clear();
        }
        if (entry.body() instanceof GenerationBody generation) {
            open.computeIfAbsent(CellKey.of(generation), key -> new ArrayList<>())
                    .add(entry);
        } else if (entry.body() instanceof ScenarioBody cell) {
            List<Entry> generations = open.remove(CellKey.of(cell));
            if (generations != null) {
                generations.forEach(made -> checkInside(made, cell, problem));
            }
            checkOutcome(cell, problem);
        }
    }

    private static void checkInside(Entry made, ScenarioBody cell, Consumer<String> problem) {
        GenerationBody generation = (GenerationBody) made.body();
        if (generation.startNs() < cell.startNs() || generation.endNs() > cell.endNs()) {
            problem.accept("/start_ns: expected all generations of the cell inside " + cell.startNs() + " to "
                    + cell.endNs() + " ns, found seq " + made.envelope().seq() + " from " + generation.startNs()
                    + " to "
                    + generation.endNs() + " ns");
        }
    }

    private static void checkOutcome(ScenarioBody cell, Consumer<String> problem) {
        boolean expected = cell.outcome().equals("failed") || cell.outcome().equals("broken");
        if (expected && cell.failure() == null) {
            problem.accept("/failure: expected one of a cell that is " + cell.outcome() + ", found null");
        } else if (!expected && cell.failure() != null) {
            problem.accept("/failure: expected null of a cell that is " + cell.outcome() + ", found "
                    + cell.failure().kind());
        }
    }
}
