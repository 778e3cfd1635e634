package io.github.mlxgguf.record;

import org.jspecify.annotations.Nullable;

/**
 * Last line of a session, absent after a crash.
 *
 * @param status {@code completed} or {@code interrupted}
 * @param sampler how well the monitor did its own work; null if it never ran
 */
public record EndBody(
        String status, Counts counts, @Nullable SamplerInfo sampler) implements Body {
    /** How many there were in this session. */
    public record Counts(
            int loads,
            int generations,
            int measuredGenerations,
            int scenariosPassed,
            int scenariosFailed,
            int scenariosBroken,
            int scenariosSkipped) {}

    /**
     * The monitor's metrology.
     *
     * @param achievedHz samples per second of run time
     * @param missedTicks ticks of the grid that were skipped because the one before took too long
     * @param worstGapMs longest time between two samples
     * @param cpuShare CPU time of the sampling thread per second of run time
     */
    public record SamplerInfo(
            double intervalMs,
            long samples,
            long missedTicks,
            @Nullable Double achievedHz,
            @Nullable Double worstGapMs,
            @Nullable Double cpuShare) {}
}
