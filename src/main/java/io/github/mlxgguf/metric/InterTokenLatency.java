package io.github.mlxgguf.metric;

import io.github.mlxgguf.trace.TextEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gaps between text events in milliseconds. A gap is one between tokens only where every event carries one token and came in
 * a socket read of its own; flags say where that does not hold.
 *
 * @param p50Ms half of the gaps are not longer; percentiles as in {@link Percentile}
 */
public record InterTokenLatency(double p50Ms, double p95Ms, double p99Ms, double maxMs) {
    /** The distribution of the gaps, or null with fewer than two events. */
    static @Nullable InterTokenLatency of(List<TextEvent> text) {
        if (text.size() < 2) {
            return null;
        }
        double[] gapsMs = new double[text.size() - 1];
        for (int i = 0; i < gapsMs.length; i++) {
            gapsMs[i] = Milliseconds.between(text.get(i).atNs(), text.get(i + 1).atNs());
        }
        return new InterTokenLatency(
                Percentile.of(gapsMs, 50),
                Percentile.of(gapsMs, 95),
                Percentile.of(gapsMs, 99),
                Percentile.of(gapsMs, 100));
    }
}
