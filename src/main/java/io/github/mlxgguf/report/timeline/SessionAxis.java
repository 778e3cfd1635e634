package io.github.mlxgguf.report.timeline;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
    private final Set<Integer> told = new HashSet<>();
    private final Map<Integer, Long> offsets = new HashMap<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private @Nullable Instant origin;
    private int firstSession;
    private long lastNs;

    /** Takes the wall-clock time at which a session's clock was 0, as its session record tells; an unreadable one is passed over. */
    void anchor(int session, String wallAnchor) {
        Instant wall;
        try {
            wall = Instant.parse(wallAnchor);
        } catch (DateTimeException e) {
            return;
        }
        if (told.add(session)) {
            put(session, wall);
        }
    }

    /**
     * Takes what another record gives away of the same time: a session killed early has no session record. One that was told
     * stays.
     */
    void anchorByRecord(int session, Instant wall) {
        if (!anchors.containsKey(session)) {
            put(session, wall);
        }
    }

    /**
     * Gives a session its place before anything of it is placed: the samples of an early one may come after the records of a
     * later one.
     */
    void begin(int session) {
        offset(session);
    }

    /** Where a time of a session's clock stands on the axis, in nanoseconds. */
    long place(int session, long tNs) {
        long position = offset(session) + tNs;
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

    private void put(int session, Instant wall) {
        anchors.put(session, wall.getEpochSecond() * NS_PER_S + wall.getNano());
        if (offsets.isEmpty() || firstSession == session) {
            origin = wall;
        }
    }

    private long offset(int session) {
        Long known = offsets.get(session);
        if (known == null) {
            known = offsetOf(session);
            offsets.put(session, known);
        }
        return known;
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
