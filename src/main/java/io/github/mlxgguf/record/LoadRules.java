package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How records hang on the load that they name: of its session and its build, after it, and before its unload. */
final class LoadRules {
    private final Map<Long, Entry> seen = new HashMap<>();
    private final Map<Long, UnloadBody> unloads = new HashMap<>();

    /** Looks at the next record of the file. */
    void check(Entry entry, Consumer<String> problem) {
        Envelope envelope = entry.envelope();
        Body body = entry.body();
        if (body instanceof GenerationBody generation) {
            Reference made = new Reference(
                    generation.pair(),
                    generation.variant(),
                    generation.format(),
                    generation.round(),
                    generation.scenario());
            check(generation.loadSeq(), envelope, made, generation.startNs(), problem);
        } else if (body instanceof ScenarioBody cell) {
            Reference made = new Reference(cell.pair(), cell.variant(), cell.format(), cell.round(), cell.scenario());
            check(cell.loadSeq(), envelope, made, null, problem);
        } else if (body instanceof UnloadBody unload) {
            Reference made = new Reference(unload.pair(), unload.variant(), unload.format(), unload.round(), null);
            check(unload.loadSeq(), envelope, made, unload.startNs(), problem);
            if (unload.failure() == null) {
                unloads.put(unload.loadSeq(), unload);
            }
        }
        seen.put(envelope.seq(), entry);
    }

    /** A seq above that is missing has been reported as a gap; it may well have been the load. */
    private void check(
            @Nullable Long loadSeq,
            Envelope envelope,
            Reference made,
            @Nullable Long startNs,
            Consumer<String> problem) {
        if (loadSeq == null) {
            return;
        }
        Entry named = seen.get(loadSeq);
        if (named == null || !(named.body() instanceof LoadBody load)) {
            if (named != null || loadSeq >= envelope.seq()) {
                problem.accept("/load_seq: expected the seq of a load record above, found " + loadSeq);
            }
            return;
        }
        int session = named.envelope().session();
        if (session != envelope.session()) {
            // No instance outlives the session that loaded it.
            problem.accept("/load_seq: expected a load of session " + envelope.session() + ", found " + loadSeq
                    + " of session " + session);
            return;
        }
        checkBuild(loadSeq, load, made, problem);
        if (startNs != null) {
            checkTime(loadSeq, load, startNs, problem);
        }
    }

    private static void checkBuild(long loadSeq, LoadBody load, Reference made, Consumer<String> problem) {
        same("/pair", load.pair(), made.pair(), loadSeq, problem);
        same("/variant", load.variant(), made.variant(), loadSeq, problem);
        same("/format", load.format(), made.format(), loadSeq, problem);
        same("/round", load.round(), made.round(), loadSeq, problem);
        if (load.scenario() != null && made.scenario() != null) {
            same("/scenario", load.scenario(), made.scenario(), loadSeq, problem);
        }
    }

    private static void same(String path, Object expected, Object found, long loadSeq, Consumer<String> problem) {
        if (!Objects.equals(expected, found)) {
            problem.accept(path + ": expected '" + expected + "' as in load " + loadSeq + ", found '" + found + "'");
        }
    }

    private void checkTime(long loadSeq, LoadBody load, long startNs, Consumer<String> problem) {
        if (startNs < load.endNs()) {
            problem.accept("/start_ns: expected " + load.endNs() + " (the end of load " + loadSeq + ") or later, found "
                    + startNs);
        }
        UnloadBody unload = unloads.get(loadSeq);
        if (unload != null && startNs >= unload.endNs()) {
            problem.accept("/load_seq: expected a load that is still there, found " + loadSeq + ", unloaded at "
                    + unload.endNs() + " ns");
        }
    }

    /** The build and the work that a record names. */
    private record Reference(
            String pair,
            String variant,
            String format,
            int round,
            @Nullable String scenario) {}
}
