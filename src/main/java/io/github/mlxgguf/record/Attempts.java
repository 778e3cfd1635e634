package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which session's records of a cell count, where several sessions worked on it. Records are append-only, so this is found out when
 * they are read.
 *
 * <p>Of a cell's attempts the first one with a valid result counts, else the last: a later session begins a cell anew only if no
 * earlier one finished it. A load counts if a record that counts hangs on it; one without any counts unless a later session made
 * the same load again.
 */
final class Attempts {
    private final Map<CellKey, Integer> lastAttempt = new HashMap<>();
    private final Map<CellKey, Integer> firstValid = new HashMap<>();
    private final Map<LoadKey, Integer> lastLoad = new HashMap<>();
    private final Set<Long> usedLoads = new HashSet<>();
    private final Set<Long> spentLoads = new HashSet<>();

    private Attempts() {}

    static Attempts in(List<Entry> entries) {
        Attempts attempts = new Attempts();
        entries.forEach(attempts::note);
        entries.forEach(attempts::noteUse);
        entries.forEach(attempts::noteSpent);
        return attempts;
    }

    /** Whether a record belongs to an attempt that another one replaced. */
    boolean supersede(Entry entry) {
        Body body = entry.body();
        if (body instanceof LoadBody) {
            return spentLoads.contains(entry.envelope().seq());
        }
        if (body instanceof UnloadBody unload) {
            return spentLoads.contains(unload.loadSeq());
        }
        CellKey cell = cell(body);
        return cell != null && !counts(cell, entry.envelope().session());
    }

    private void note(Entry entry) {
        int session = entry.envelope().session();
        CellKey cell = cell(entry.body());
        if (cell != null) {
            lastAttempt.merge(cell, session, Math::max);
            if (entry.body() instanceof ScenarioBody ended && CellValidity.isValid(ended)) {
                firstValid.merge(cell, session, Math::min);
            }
        } else if (entry.body() instanceof LoadBody load) {
            lastLoad.merge(LoadKey.of(load), session, Math::max);
        }
    }

    private void noteUse(Entry entry) {
        Long loadSeq = null;
        if (entry.body() instanceof GenerationBody generation) {
            loadSeq = generation.loadSeq();
        } else if (entry.body() instanceof ScenarioBody ended) {
            loadSeq = ended.loadSeq();
        }
        if (loadSeq != null && !supersede(entry)) {
            usedLoads.add(loadSeq);
        }
    }

    private void noteSpent(Entry entry) {
        long seq = entry.envelope().seq();
        if (entry.body() instanceof LoadBody load
                && !usedLoads.contains(seq)
                && lastLoad.getOrDefault(LoadKey.of(load), 0) > entry.envelope().session()) {
            spentLoads.add(seq);
        }
    }

    private boolean counts(CellKey cell, int session) {
        Integer valid = firstValid.get(cell);
        return session == (valid == null ? lastAttempt.getOrDefault(cell, session) : valid);
    }

    private static @Nullable CellKey cell(Body body) {
        if (body instanceof ScenarioBody ended) {
            return CellKey.of(ended);
        }
        return body instanceof GenerationBody generation ? CellKey.of(generation) : null;
    }

    /** A build in a round, and the scenario that has the load to itself or null. */
    private record LoadKey(
            String pair,
            String variant,
            int round,
            @Nullable String scenario) {
        static LoadKey of(LoadBody load) {
            return new LoadKey(load.pair(), load.variant(), load.round(), load.scenario());
        }
    }
}
