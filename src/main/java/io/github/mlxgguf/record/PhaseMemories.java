package io.github.mlxgguf.record;

import io.github.mlxgguf.metric.PhaseStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Memory by phase, from the form of the maths to the form of the records. */
public final class PhaseMemories {
    private PhaseMemories() {}

    /** The same statistics, in the same order. */
    public static List<PhaseMemory> of(List<PhaseStatistics> phases) {
        return phases.stream().map(PhaseMemories::of).toList();
    }

    private static PhaseMemory of(PhaseStatistics phase) {
        Map<String, MemoryStat> metrics = phase.metrics().entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().id(),
                        entry -> new MemoryStat(
                                entry.getValue().medianBytes(),
                                entry.getValue().peakBytes(),
                                entry.getValue().n())));
        return new PhaseMemory(phase.phase().id(), phase.startNs(), phase.endNs(), metrics);
    }
}
