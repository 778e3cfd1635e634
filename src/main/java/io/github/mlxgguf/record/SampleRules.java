package io.github.mlxgguf.record;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a schema cannot say of samples: sessions follow each other, time runs forwards in each, and none is outside of its session. */
final class SampleRules {
    private final Map<Integer, Long> sessionEnds;
    private final Set<Integer> told = new HashSet<>();
    private int session = 1;
    private long tNs;

    /** Samples without records to hold them to. */
    SampleRules() {
        this(Map.of());
    }

    /**
     * Samples of a run.
     *
     * @param sessionEnds when each session of its records ended, session clock; {@link Long#MAX_VALUE} for one that has no end. Empty
     *     holds nothing to it
     */
    SampleRules(Map<Integer, Long> sessionEnds) {
        this.sessionEnds = sessionEnds;
    }

    /** Looks at the next sample of the file; a session that was killed early may have left none. */
    void check(SampleLine line, Consumer<String> problem) {
        if (line.session() < session) {
            problem.accept("/session: expected " + session + " or later, found " + line.session());
        } else if (line.session() == session && line.sample().tNs() < tNs) {
            problem.accept("/t_ns: expected " + tNs + " or later in session " + session + ", found "
                    + line.sample().tNs());
        }
        session = line.session();
        tNs = line.sample().tNs();
        if (!sessionEnds.isEmpty()) {
            checkSession(problem);
        }
    }

    /** Said once a session: every later sample of it would say the same. */
    private void checkSession(Consumer<String> problem) {
        Long end = sessionEnds.get(session);
        if (end == null && told.add(session)) {
            problem.accept("/session: expected a session of records.jsonl, found " + session);
        } else if (end != null && tNs > end && told.add(session)) {
            problem.accept(
                    "/t_ns: expected " + end + " (the end record of session " + session + ") or earlier, found " + tNs);
        }
    }
}
