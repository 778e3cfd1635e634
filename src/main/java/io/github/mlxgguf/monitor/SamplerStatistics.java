package io.github.mlxgguf.monitor;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Counts what the sampler did. Written by the sampling threads, read by others. */
final class SamplerStatistics {
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_S = 1e9;

    private final double intervalMs;
    private final long startNs;
    private long samples;
    private long missedTicks;
    private long firstNs;
    private long lastNs;
    private long worstGapNs;
    private final Used grid = new Used();
    private final Used slow = new Used();
    private @Nullable Long endNs;

    SamplerStatistics(Duration interval, long startNs) {
        this.intervalMs = interval.toNanos() / NS_PER_MS;
        this.startNs = startNs;
    }

    synchronized void sampled(long tNs) {
        if (samples == 0) {
            firstNs = tNs;
        } else {
            worstGapNs = Math.max(worstGapNs, tNs - lastNs);
        }
        lastNs = tNs;
        samples++;
    }

    synchronized void missed(long ticks) {
        missedTicks += ticks;
    }

    /** What the grid's thread has used so far. Called by that thread. */
    void gridUsed(ThreadMeter thread) {
        grid.set(thread);
    }

    /** What the slow lane's thread has used so far. Called by that thread. */
    void slowUsed(ThreadMeter thread) {
        slow.set(thread);
    }

    synchronized void ended(long nowNs) {
        if (endNs == null) {
            endNs = nowNs;
        }
    }

    synchronized SamplerMetrology snapshot(long nowNs) {
        long untilNs = endNs == null ? nowNs : endNs;
        Double hz = samples < 2 || lastNs == firstNs ? null : (samples - 1) * NS_PER_S / (lastNs - firstNs);
        Double gap = samples == 0 ? null : Math.max(worstGapNs, untilNs - lastNs) / NS_PER_MS;
        long elapsedNs = untilNs - startNs;
        return new SamplerMetrology(
                intervalMs,
                samples,
                missedTicks,
                hz,
                gap,
                perElapsed(grid.cpuNs, slow.cpuNs, elapsedNs, 1),
                perElapsed(grid.allocatedBytes, slow.allocatedBytes, elapsedNs, NS_PER_S));
    }

    /** Null if the grid's thread is not known; a slow lane that never ran has used nothing. */
    private static @Nullable Double perElapsed(long ofGrid, long ofSlow, long elapsedNs, double unitNs) {
        return ofGrid < 0 || elapsedNs <= 0 ? null : (Double) ((ofGrid + Math.max(0, ofSlow)) * unitNs / elapsedNs);
    }

    /** The last reading of one thread; negative is unknown. Read by other threads while it is written. */
    private static final class Used {
        private volatile long cpuNs = -1;
        private volatile long allocatedBytes = -1;

        void set(ThreadMeter thread) {
            cpuNs = thread.cpuNs();
            allocatedBytes = thread.allocatedBytes();
        }
    }
}
