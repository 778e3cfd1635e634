package io.github.mlxgguf.record;

import java.util.Map;

/**
 * Memory during one phase.
 *
 * @param phase phase id
 * @param startNs start of the phase, session clock; of its first stretch if it has several
 * @param endNs end of the phase; of its last stretch if it has several
 * @param metrics by sample field name, for example {@code committed_bytes}; a field that was never read is left out
 */
public record PhaseMemory(String phase, long startNs, long endNs, Map<String, MemoryStat> metrics) {
    /** Copies the map. */
    public PhaseMemory {
        metrics = Map.copyOf(metrics);
    }
}
