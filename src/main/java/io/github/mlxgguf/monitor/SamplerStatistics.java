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
    private @Nullable Long gridCpuNs;
    private @Nullable Long slowCpuNs;
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

    /** CPU time that the grid's thread has used so far; negative where the JVM does not tell. */
    synchronized void gridCpu(long ns) {
        gridCpuNs = ns < 0 ? null : ns;
    }

    /** CPU time that the slow lane's thread has used so far; negative where the JVM does not tell. */
    synchronized void slowCpu(long ns) {
        slowCpuNs = ns < 0 ? null : ns;
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
        return new SamplerMetrology(intervalMs, samples, missedTicks, hz, gap, cpuShare(untilNs - startNs));
    }

    private @Nullable Double cpuShare(long elapsedNs) {
        if (gridCpuNs == null || elapsedNs <= 0) {
            return null;
        }
        long slow = slowCpuNs == null ? 0 : slowCpuNs;
        return (double) (gridCpuNs + slow) / elapsedNs;
    }
}
