package io.github.mlxgguf.trace;

/**
 * A stretch of the session that belongs to one phase.
 *
 * @param startNs first nanosecond of the session clock inside
 * @param endNs first nanosecond outside; never before {@code startNs}
 */
public record PhaseInterval(Phase phase, long startNs, long endNs) {
    /** Refuses an interval that ends before it starts. */
    public PhaseInterval {
        if (endNs < startNs) {
            throw new IllegalArgumentException(
                    "phase " + phase.id() + " ends at " + endNs + " ns, before its start at " + startNs + " ns");
        }
    }

    /** Whether a moment lies inside. */
    public boolean contains(long atNs) {
        return atNs >= startNs && atNs < endNs;
    }
}
