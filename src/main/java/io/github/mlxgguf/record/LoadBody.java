package io.github.mlxgguf.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One load. Its {@code seq} is the block that statistics count by.
 *
 * @param variant {@code baseline} or {@code candidate}
 * @param scenario the scenario that has this load to itself, or null for the load that the others of the round share
 * @param via {@code rest} or {@code cli}
 * @param loadSeconds our clock, from the call to its answer; null if it failed
 * @param serverLoadSeconds the server's own figure
 * @param firstLoad whether this is its session's first load of the build, which finds the page cache as it was, cold or warm; later
 *     ones find the files in it
 * @param cooldownSeconds the pause before it; null if there was none, as before a session's first load
 * @param memoryBefore the baseline phase
 * @param memoryAfter the phase right after the load; null if it failed
 */
public record LoadBody(
        String pair,
        String variant,
        String format,
        int round,
        @Nullable String scenario,
        String modelKey,
        @Nullable String instanceId,
        @Nullable String quantization,
        @Nullable Long sizeBytes,
        @Nullable String params,
        @Nullable String architecture,
        String via,
        long startNs,
        long endNs,
        @Nullable Double loadSeconds,
        @Nullable Double serverLoadSeconds,
        LoadConfigInfo requestedConfig,
        LoadConfigInfo effectiveConfig,
        Identity identity,
        boolean firstLoad,
        @Nullable Long workerPid,
        @Nullable Double cooldownSeconds,
        @Nullable PhaseMemory memoryBefore,
        @Nullable PhaseMemory memoryAfter,
        List<String> flags,
        @Nullable FailureInfo failure)
        implements Body {
    /** Copies the list. */
    public LoadBody {
        flags = List.copyOf(flags);
    }

    /**
     * How it was proved that the build that answered is the build that was asked for.
     *
     * @param verifiedBy {@code rest}, {@code cli} or {@code none}
     * @param evidence what was compared
     */
    public record Identity(String verifiedBy, String evidence) {}
}
