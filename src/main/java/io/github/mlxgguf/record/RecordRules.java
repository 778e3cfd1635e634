package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a schema cannot say: how the records of one file belong together. */
final class RecordRules {
    private final Set<Long> seqs = new HashSet<>();
    private final Map<Long, Integer> sessionOfLoad = new HashMap<>();
    private final SessionRules sessions = new SessionRules();
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
        seqs.add(envelope.seq());
        if (runId == null) {
            runId = envelope.runId();
        } else if (!runId.equals(envelope.runId())) {
            problem.accept(
                    "/run_id: expected '" + runId + "' as in the first record, found '" + envelope.runId() + "'");
        }
        checkReferences(envelope, entry.body(), problem);
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

    private void checkReferences(Envelope envelope, Body body, Consumer<String> problem) {
        if (body instanceof LoadBody load) {
            sessionOfLoad.put(envelope.seq(), envelope.session());
            checkOrder(load.startNs(), load.endNs(), problem);
        } else if (body instanceof GenerationBody generation) {
            checkLoad(generation.loadSeq(), envelope, problem);
            checkOrder(generation.startNs(), generation.endNs(), problem);
        } else if (body instanceof ScenarioBody scenario) {
            checkLoad(scenario.loadSeq(), envelope, problem);
            checkOrder(scenario.startNs(), scenario.endNs(), problem);
        } else if (body instanceof UnloadBody unload) {
            checkLoad(unload.loadSeq(), envelope, problem);
            checkOrder(unload.startNs(), unload.endNs(), problem);
        } else if (body instanceof AnomalyBody anomaly) {
            checkOrder(anomaly.startNs(), anomaly.endNs(), problem);
        }
    }

    /** A seq above that is missing has been reported as a gap; it may well have been the load. */
    private void checkLoad(@Nullable Long loadSeq, Envelope envelope, Consumer<String> problem) {
        if (loadSeq == null) {
            return;
        }
        Integer session = sessionOfLoad.get(loadSeq);
        if (session != null) {
            // No instance outlives the session that loaded it.
            if (session != envelope.session()) {
                problem.accept("/load_seq: expected a load of session " + envelope.session() + ", found " + loadSeq
                        + " of session " + session);
            }
            return;
        }
        if (seqs.contains(loadSeq) || loadSeq > envelope.seq()) {
            problem.accept("/load_seq: expected the seq of a load record above, found " + loadSeq);
        }
    }

    private static void checkOrder(long startNs, long endNs, Consumer<String> problem) {
        if (endNs < startNs) {
            problem.accept("/end_ns: expected " + startNs + " (start_ns) or later, found " + endNs);
        }
    }
}
