package io.github.mlxgguf.report.csv;

import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SessionBody;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The wall-clock time at which the clock of each session began. */
final class WallAnchors {
    private WallAnchors() {}

    /** By session number; a session whose own record is lost has the anchor of its first readable record, one without any is not in it. */
    static Map<Integer, Instant> of(RunData run) {
        Map<Integer, Instant> anchors = new HashMap<>();
        for (RunData.Entry entry : run.entries()) {
            int session = entry.envelope().session();
            entry.envelope().clockStart().ifPresent(start -> anchors.putIfAbsent(session, start));
        }
        for (SessionBody session : run.bodies(SessionBody.class)) {
            try {
                anchors.put(session.number(), Instant.parse(session.wallAnchor()));
            } catch (DateTimeException unreadable) {
                // what its records say of themselves is left
            }
        }
        return anchors;
    }
}
