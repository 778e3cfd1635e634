package io.github.mlxgguf.report.timeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One axis for the clocks of all sessions: 0 is where the first session's clock began, and a later session stands where its wall
 * anchor puts it. A wall clock that was set back never makes sessions overlap.
 */
final class SessionAxis {
    /** Distance between two sessions whose wall clocks are unknown: enough to be seen as a pause. */
    private static final long UNKNOWN_PAUSE_NS = 10_000_000_000L;

    private static final long NS_PER_S = 1_000_000_000L;

    private final Map<Integer, Long> anchors = new HashMap<>();
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private @Nullable Instant origin;
    private int firstSession;
    private long lastNs;

    /** Takes the wall-clock time at which a session's clock was 0; one that cannot be read counts as unknown. */
    void anchor(int session, String wallAnchor) {
        Instant wall;
        try {
            wall = Instant.parse(wallAnchor);
        } catch (DateTimeException e) {
            return;
        }
        anchors.put(session, wall.getEpochSecond() * NS_PER_S + wall.getNano());
        if (origin == null && (offsets.isEmpty() || firstSession == session)) {
            origin = wall;
        }
    }

    /** Where a time of a session's clock stands on the axis, in nanoseconds. */
    long place(int session, long tNs) {
        Long offset = offsets.get(session);
        if (offset == null) {
            offset = offsetOf(session);
            offsets.put(session, offset);
        }
        long position = offset + tNs;
        ends.merge(session, position, Math::max);
        lastNs = Math.max(lastNs, position);
        return position;
    }

    /** The last position seen of a session. */
    long endOf(int session) {
        Long end = ends.get(session);
        return end == null ? lastNs : end;
    }

    /** The last position seen. */
    long lastNs() {
        return lastNs;
    }

    /** Wall-clock time of position 0; null if no session told it. */
    @Nullable
    Instant origin() {
        return origin;
    }

    private long offsetOf(int session) {
        if (offsets.isEmpty()) {
            firstSession = session;
            return 0;
        }
        Long anchor = anchors.get(session);
        Instant start = origin;
        if (anchor == null || start == null) {
            return lastNs + UNKNOWN_PAUSE_NS;
        }
        long byWall = anchor - (start.getEpochSecond() * NS_PER_S + start.getNano());
        return Math.max(byWall, lastNs + 1);
    }
}
