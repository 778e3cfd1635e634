package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.SessionClock;
import java.time.Instant;

/** A clock that only moves when told, and a parker that moves it. */
final class FakeTime {
    static final long MS = 1_000_000;

    private long nowNs;
    private long endNs = Long.MAX_VALUE;
    private Runnable atEnd = () -> {};
    private final SessionClock clock = new SessionClock(() -> nowNs, Instant.EPOCH);

    SessionClock clock() {
        return clock;
    }

    long nowNs() {
        return nowNs;
    }

    void advanceMs(long ms) {
        nowNs += ms * MS;
    }

    /** Runs the action instead of parking past this moment. */
    void at(long ms, Runnable action) {
        endNs = ms * MS;
        atEnd = action;
    }

    void park(long nanos) {
        nowNs += nanos;
        if (nowNs > endNs) {
            nowNs = endNs;
            atEnd.run();
        }
    }
}
