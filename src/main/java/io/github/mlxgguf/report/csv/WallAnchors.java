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

    /** By session number; a session whose record is lost or unreadable is not in it. */
    static Map<Integer, Instant> of(RunData run) {
        Map<Integer, Instant> anchors = new HashMap<>();
        for (SessionBody session : run.bodies(SessionBody.class)) {
            try {
                anchors.put(session.number(), Instant.parse(session.wallAnchor()));
            } catch (DateTimeException unreadable) {
                // the samples of this session have no time of day, and their own clock still
            }
        }
        return anchors;
    }
}
