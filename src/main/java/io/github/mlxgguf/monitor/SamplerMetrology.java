package io.github.mlxgguf.monitor;

import org.jspecify.annotations.Nullable;

/**
 * How well the sampler did its own work.
 *
 * @param intervalMs the grid that was asked for
 * @param samples how many were taken
 * @param missedTicks ticks of the grid that were skipped because the one before took too long
 * @param achievedHz samples per second between the first and the last one; null under two samples
 * @param worstGapMs longest time without a new sample, the wait that is going on included; null without a sample
 * @param cpuShare CPU time of the sampling threads per second of run time, 0..number of threads; null where the JVM does not tell
 * @param allocatedBytesPerSecond heap that the sampling threads allocated, freed or not, per second of run time; null where the
 *     JVM does not tell
 */
public record SamplerMetrology(
        double intervalMs,
        long samples,
        long missedTicks,
        @Nullable Double achievedHz,
        @Nullable Double worstGapMs,
        @Nullable Double cpuShare,
        @Nullable Double allocatedBytesPerSecond) {}
