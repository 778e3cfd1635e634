package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a schema cannot say: how the records of one file belong together. */
final class RecordRules {
    private final SessionRules sessions = new SessionRules();
    private final LoadRules loads = new LoadRules();
    private final PlanRules plan = new PlanRules();
    private final CellRules cells = new CellRules();
    private final CountRules counts = new CountRules();
    private @Nullable String runId;
    private long expectedSeq;
    private boolean empty = true;

    /** Looks at the next record of the file. */
    void check(Entry entry, Consumer<String> problem) {
        Envelope envelope = entry.envelope();
        checkPlace(envelope, entry.body(), problem);
        sessions.check(entry, problem);
        if (envelope.seq() != expectedSeq) {
            problem.accept("/seq: expected " + expectedSeq + ", found " + envelope.seq());
        }
        expectedSeq = envelope.seq() + 1;
        if (runId == null) {
            runId = envelope.runId();
        } else if (!runId.equals(envelope.runId())) {
            problem.accept(
                    "/run_id: expected '" + runId + "' as in the first record, found '" + envelope.runId() + "'");
        }
        loads.check(entry, problem);
        checkTimes(entry.body(), problem);
        plan.check(entry, problem);
        cells.check(entry, problem);
        MemoryRules.check(entry.body(), problem);
        FigureRules.check(entry.body(), problem);
        LoadFlagRules.check(entry.body(), envelope.serverKind(), problem);
        counts.check(entry, problem);
    }

    /** Looks at the file as a whole. */
    void finish(Consumer<String> problem) {
        if (empty) {
            problem.accept("expected at least a run record, found no valid record");
        }
    }

    private void checkPlace(Envelope envelope, Body body, Consumer<String> problem) {
        if (empty != body instanceof RunBody) {
            problem.accept(
                    empty
                            ? "/kind: expected the first record to be run, found " + envelope.kind()
                            : "/kind: found run, expected it in the first record only");
        }
        empty = false;
    }

    private static void checkTimes(Body body, Consumer<String> problem) {
        if (body instanceof LoadBody load) {
            checkOrder(load.startNs(), load.endNs(), problem);
        } else if (body instanceof GenerationBody generation) {
            checkOrder(generation.startNs(), generation.endNs(), problem);
        } else if (body instanceof ScenarioBody scenario) {
            checkOrder(scenario.startNs(), scenario.endNs(), problem);
        } else if (body instanceof UnloadBody unload) {
            checkOrder(unload.startNs(), unload.endNs(), problem);
        } else if (body instanceof AnomalyBody anomaly) {
            checkOrder(anomaly.startNs(), anomaly.endNs(), problem);
        }
    }

    private static void checkOrder(long startNs, long endNs, Consumer<String> problem) {
        if (endNs < startNs) {
            problem.accept("/end_ns: expected " + startNs + " (start_ns) or later, found " + endNs);
        }
    }
}
