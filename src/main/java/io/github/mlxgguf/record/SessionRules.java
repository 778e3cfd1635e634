package io.github.mlxgguf.record;

import io.github.mlxgguf.record.RunData.Entry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** How the sessions of one file follow each other: numbered from 1, each opened by its {@code session} record, each with its clock. */
final class SessionRules {
    private final Set<Integer> opened = new HashSet<>();
    private final Set<Integer> ended = new HashSet<>();
    private final Map<CellKey, Long> valid = new HashMap<>();
    private int session;
    private long tNs;

    /** Looks at the next record of the file. */
    void check(Entry entry, Consumer<String> problem) {
        Envelope envelope = entry.envelope();
        Body body = entry.body();
        checkNumber(envelope, body, problem);
        checkClock(envelope, problem);
        if (ended.contains(envelope.session())) {
            problem.accept("/kind: expected nothing after the end of session " + envelope.session() + ", found "
                    + envelope.kind());
        }
        if (body instanceof EndBody) {
            ended.add(envelope.session());
        } else if (body instanceof SessionBody opening) {
            checkOpening(envelope, opening, problem);
        } else if (body instanceof ScenarioBody cell && CellValidity.isValid(cell)) {
            checkOnce(envelope, cell, problem);
        }
    }

    private void checkNumber(Envelope envelope, Body body, Consumer<String> problem) {
        int found = envelope.session();
        if (found == session) {
            return;
        }
        if (found != session + 1) {
            problem.accept("/session: expected " + (session == 0 ? "1" : session + " or " + (session + 1)) + ", found "
                    + found);
        } else if (session > 0 && !(body instanceof SessionBody)) {
            problem.accept("/kind: expected the first record of session " + found + " to be session, found "
                    + envelope.kind());
        }
        session = found;
        tNs = 0;
    }

    private void checkClock(Envelope envelope, Consumer<String> problem) {
        if (envelope.tNs() < tNs) {
            problem.accept("/t_ns: expected " + tNs + " or later in session " + session + ", found " + envelope.tNs());
        }
        tNs = envelope.tNs();
    }

    private void checkOpening(Envelope envelope, SessionBody opening, Consumer<String> problem) {
        if (opening.number() != envelope.session()) {
            problem.accept("/number: expected " + envelope.session() + " as in /session, found " + opening.number());
        }
        if (!opened.add(envelope.session())) {
            problem.accept("/kind: found a second session record of session " + envelope.session());
        }
        if (envelope.session() > 1 && !envelope.runId().equals(opening.resumedFrom())) {
            problem.accept("/resumed_from: expected '" + envelope.runId() + "', found " + opening.resumedFrom());
        }
    }

    private void checkOnce(Envelope envelope, ScenarioBody cell, Consumer<String> problem) {
        Long first = valid.putIfAbsent(CellKey.of(cell), envelope.seq());
        if (first != null) {
            problem.accept("/scenario: expected one valid result of " + CellKey.of(cell) + ", found another beside seq "
                    + first);
        }
    }
}
