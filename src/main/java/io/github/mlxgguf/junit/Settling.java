package io.github.mlxgguf.junit;

import io.github.mlxgguf.metric.ConditionLimits;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The wait after an unload: the next load's baseline begins where this one's model has gone. */
final class Settling {
    private static final Duration AT_MOST = Duration.ofSeconds(ConditionLimits.SETTLE_SECONDS);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final double NS_PER_SECOND = 1e9;

    private final MemoryBooks.History history;
    private final LongSupplier nowNs;
    private final Consumer<Duration> pause;

    Settling(MemoryBooks.History history, LongSupplier nowNs, Consumer<Duration> pause) {
        this.history = history;
        this.nowNs = nowNs;
        this.pause = pause;
    }

    /**
     * Waits until committed memory is back near the baseline.
     *
     * @param baselineBytes median of committed memory before the load; null if it could not be read
     * @param sinceNs the moment at which the unload was answered
     * @return seconds from that moment to the first reading that is near enough; null if there was none in time, or no baseline
     */
    @Nullable
    Double await(@Nullable Long baselineBytes, long sinceNs) {
        if (baselineBytes == null) {
            return null;
        }
        long deadline = sinceNs + AT_MOST.toNanos();
        while (true) {
            for (Sample sample : history.between(sinceNs, Long.MAX_VALUE)) {
                Long committed = sample.committedBytes();
                if (committed != null && committed <= baselineBytes + ConditionLimits.SETTLED_WITHIN_BYTES) {
                    return (sample.tNs() - sinceNs) / NS_PER_SECOND;
                }
            }
            if (nowNs.getAsLong() > deadline) {
                return null;
            }
            pause.accept(POLL);
        }
    }
}
