package io.github.mlxgguf.trace;

import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The one time line of a JVM session: nanoseconds of {@link System#nanoTime()} since the session began, and one wall-clock
 * anchor for labels.
 *
 * <p>Durations are differences of {@link #nowNs()}. The wall clock is never subtracted from itself: it may be set.
 */
public final class SessionClock {
    private final LongSupplier nanoTime;
    private final long origin;
    private final Instant wallAnchor;

    /** A clock that starts now on the system's monotonic clock. */
    public static SessionClock start() {
        return new SessionClock(System::nanoTime, Instant.now());
    }

    /**
     * A clock on a given source, for tests.
     *
     * @param nanoTime monotonic nanoseconds with an arbitrary origin
     * @param wallAnchor the wall-clock time of this very moment
     */
    public SessionClock(LongSupplier nanoTime, Instant wallAnchor) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.wallAnchor = wallAnchor;
    }

    /** Nanoseconds since the session began. */
    public long nowNs() {
        return nanoTime.getAsLong() - origin;
    }

    /** The wall-clock time at which the session began. */
    public Instant wallAnchor() {
        return wallAnchor;
    }

    /** The wall-clock label of a moment of this session, derived from the anchor. */
    public Instant wallTimeOf(long sessionNs) {
        return wallAnchor.plusNanos(sessionNs);
    }
}
