package io.github.mlxgguf.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Last line of a session, absent after a crash.
 *
 * @param status {@code completed} or {@code interrupted}
 * @param sampler how well the monitor did its own work; null if it never ran
 * @param flags conditions of the machine over the whole session, the time between two cells included
 */
public record EndBody(
        String status, Counts counts, @Nullable SamplerInfo sampler, List<String> flags) implements Body {
    /** Copies the list. */
    public EndBody {
        flags = List.copyOf(flags);
    }

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
     * @param cpuShare CPU time of the sampling threads per second of run time; 0.005 is half a per cent of one core
     * @param allocatedBytesPerSecond what the sampling threads allocated on the heap per second of run time
     */
    public record SamplerInfo(
            double intervalMs,
            long samples,
            long missedTicks,
            @Nullable Double achievedHz,
            @Nullable Double worstGapMs,
            @Nullable Double cpuShare,
            @Nullable Double allocatedBytesPerSecond) {}
}
