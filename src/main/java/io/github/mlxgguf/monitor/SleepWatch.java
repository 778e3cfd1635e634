package io.github.mlxgguf.monitor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Notices that the machine slept: the wall clock goes on then, and the monotonic clock of macOS and of Linux does not.
 *
 * <p>What it cannot know: a wall clock that somebody set, or that a time server moved at once, looks the same, in either
 * direction, and counts as sleep too; a sleep of less than two seconds is not seen, nor one that the clock was set back by just as
 * much. A clock that a time server slows or speeds up stays far below the limit between two looks.
 *
 * <p>Thread-safe.
 */
public final class SleepWatch {
    /** Clocks further apart than this between two looks have jumped. */
    static final Duration JUMP = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(SleepWatch.class.getName());
    private static final double MS_PER_SECOND = 1e3;

    private final LongSupplier monotonicNs;
    private final LongSupplier wallMs;
    private final List<Jump> jumps = new ArrayList<>();
    private long lastNs;
    private long lastWallMs;

    /**
     * A watch that begins now.
     *
     * @param monotonicNs nanoseconds of the session clock
     * @param wallMs milliseconds of the wall clock
     */
    public SleepWatch(LongSupplier monotonicNs, LongSupplier wallMs) {
        this.monotonicNs = monotonicNs;
        this.wallMs = wallMs;
        this.lastNs = monotonicNs.getAsLong();
        this.lastWallMs = wallMs.getAsLong();
    }

    /** Two readings further apart than this are not of one moment. */
    private static final long CLOSE_TOGETHER_NS = 100_000_000;

    private static final int READINGS_AT_MOST = 5;

    /** The jump happened after the one look and before the other; nobody knows when. */
    private record Jump(long afterNs, long untilNs) {}

    /** Reads both clocks; costs far less than a microsecond. */
    public synchronized void look() {
        long nowNs;
        long nowWallMs;
        int reading = 0;
        do {
            nowNs = monotonicNs.getAsLong();
            nowWallMs = wallMs.getAsLong();
            // A thread that was held up between the two readings has not slept.
        } while (monotonicNs.getAsLong() - nowNs > CLOSE_TOGETHER_NS && ++reading < READINGS_AT_MOST);
        long apartMs = nowWallMs - lastWallMs - TimeUnit.NANOSECONDS.toMillis(nowNs - lastNs);
        if (Math.abs(apartMs) > JUMP.toMillis()) {
            jumps.add(new Jump(lastNs, nowNs));
            LOG.log(
                    Level.WARNING,
                    String.format(
                            Locale.ROOT,
                            "The wall clock moved %.1f s further than the monotonic clock: the machine slept, or its clock was"
                                    + " set. What was being measured is void.",
                            apartMs / MS_PER_SECOND));
        }
        lastNs = nowNs;
        lastWallMs = nowWallMs;
    }

    /** Whether a jump may have happened within {@code [startNs, endNs]} of the session clock; looks first. */
    public synchronized boolean sleptWithin(long startNs, long endNs) {
        look();
        return jumps.stream().anyMatch(jump -> startNs <= jump.untilNs() && endNs >= jump.afterNs());
    }
}
