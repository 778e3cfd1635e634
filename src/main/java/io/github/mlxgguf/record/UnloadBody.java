package io.github.mlxgguf.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One unload.
 *
 * @param seconds the unload call, our clock; null if it failed
 * @param reclaimedBytes committed memory before the unload minus after it settled
 * @param settleSeconds from the answered call until committed memory was back near the baseline; null if it never was
 * @param memory the phase after it settled
 */
public record UnloadBody(
        String pair,
        String variant,
        String format,
        int round,
        long loadSeq,
        String instanceId,
        long startNs,
        long endNs,
        @Nullable Double seconds,
        @Nullable Long reclaimedBytes,
        @Nullable Double settleSeconds,
        @Nullable PhaseMemory memory,
        List<String> flags,
        @Nullable FailureInfo failure)
        implements Body {
    /** Copies the list. */
    public UnloadBody {
        flags = List.copyOf(flags);
    }
}
