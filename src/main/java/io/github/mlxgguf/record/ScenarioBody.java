package io.github.mlxgguf.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test: a scenario of a build in a round.
 *
 * @param loadSeq {@code seq} of the load that it ran on, or null if there was none
 * @param outcome {@code passed}, {@code failed} (an expectation), {@code broken} (the server or the suite) or {@code skipped}
 * @param reason why it was skipped, or null
 * @param memory by phase
 * @param memoryPoints memory around each generation, where the scenario is about its course; else empty
 */
public record ScenarioBody(
        String pair,
        String variant,
        String format,
        String scenario,
        int round,
        @Nullable Long loadSeq,
        String outcome,
        @Nullable String reason,
        @Nullable FailureInfo failure,
        long startNs,
        long endNs,
        List<PhaseMemory> memory,
        List<MemoryPoint> memoryPoints,
        List<String> flags)
        implements Body {
    /** Copies the lists. */
    public ScenarioBody {
        memory = List.copyOf(memory);
        memoryPoints = List.copyOf(memoryPoints);
        flags = List.copyOf(flags);
    }

    /**
     * Memory around one measured generation.
     *
     * @param prompt id of the prompt
     * @param iteration of the generation's record
     * @param memory of its prefill, its decode, and the pause after it
     */
    public record MemoryPoint(String prompt, int iteration, List<PhaseMemory> memory) {
        /** Copies the list. */
        public MemoryPoint {
            memory = List.copyOf(memory);
        }
    }
}
