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
        List<String> flags)
        implements Body {
    /** Copies the lists. */
    public ScenarioBody {
        memory = List.copyOf(memory);
        flags = List.copyOf(flags);
    }
}
