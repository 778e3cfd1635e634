package io.github.mlxgguf.record;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What memory of a phase cannot be, whatever was measured. */
final class MemoryRules {
    /** A phase with fewer readings has no peak; see {@link MemoryStat}. */
    private static final int MIN_READINGS_OF_A_PEAK = 3;

    private MemoryRules() {}

    /** Looks at a record of any kind. */
    static void check(Body body, Consumer<String> problem) {
        if (body instanceof SessionBody session) {
            check("/memory", session.memory(), problem);
        } else if (body instanceof LoadBody load) {
            check("/memory_before", load.memoryBefore(), problem);
            check("/memory_after", load.memoryAfter(), problem);
        } else if (body instanceof UnloadBody unload) {
            check("/memory", unload.memory(), problem);
        } else if (body instanceof ScenarioBody cell) {
            check("/memory", cell.memory(), problem);
            for (int i = 0; i < cell.memoryPoints().size(); i++) {
                check(
                        "/memory_points/" + i + "/memory",
                        cell.memoryPoints().get(i).memory(),
                        problem);
            }
        }
    }

    private static void check(String path, List<PhaseMemory> phases, Consumer<String> problem) {
        for (int i = 0; i < phases.size(); i++) {
            check(path + "/" + i, phases.get(i), problem);
        }
    }

    private static void check(String path, @Nullable PhaseMemory phase, Consumer<String> problem) {
        if (phase == null) {
            return;
        }
        if (phase.endNs() < phase.startNs()) {
            problem.accept(
                    path + "/end_ns: expected " + phase.startNs() + " (start_ns) or later, found " + phase.endNs());
        }
        for (Map.Entry<String, MemoryStat> metric : new TreeMap<>(phase.metrics()).entrySet()) {
            check(path + "/metrics/" + metric.getKey() + "/peak_bytes", metric.getValue(), problem);
        }
    }

    private static void check(String path, MemoryStat stat, Consumer<String> problem) {
        Long peak = stat.peakBytes();
        if (peak == null) {
            return;
        }
        if (stat.n() < MIN_READINGS_OF_A_PEAK) {
            problem.accept(path + ": expected null of fewer than " + MIN_READINGS_OF_A_PEAK + " readings, found " + peak
                    + " of " + stat.n());
        }
        if (peak < stat.medianBytes()) {
            problem.accept(path + ": expected " + stat.medianBytes() + " (median_bytes) or more, found " + peak);
        }
    }
}
