package io.github.mlxgguf.cli;

import io.github.mlxgguf.monitor.SampleSink;
import io.github.mlxgguf.monitor.SamplerMetrology;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The few figures of a monitored stretch that fit on a terminal. The baseline is the first committed figure, which is read before
 * a command starts. Thread-safe.
 */
final class MonitorSummary implements SampleSink {
    private static final double BYTES_PER_GB = 1e9;
    private static final double BYTES_PER_MB = 1e6;

    private final @Nullable String process;
    private @Nullable Long committedFirst;
    private @Nullable Long committedPeak;
    private @Nullable Long committedLast;
    private @Nullable Long swapFirst;
    private @Nullable Long swapPeak;
    private @Nullable Long footprintPeak;
    private @Nullable Long anonymousPeak;
    private @Nullable Long treePeak;
    private long samples;
    private long endNs = Long.MAX_VALUE;

    /**
     * A summary of nothing yet.
     *
     * @param process what to call the process that is watched; null if none is
     */
    MonitorSummary(@Nullable String process) {
        this.process = process;
    }

    @Override
    public synchronized void accept(Sample sample) {
        samples++;
        notifyAll();
        if (sample.tNs() > endNs) {
            return;
        }
        if (sample.committedBytes() != null) {
            committedFirst = committedFirst == null ? sample.committedBytes() : committedFirst;
            committedLast = sample.committedBytes();
            committedPeak = greatest(committedPeak, sample.committedBytes());
        }
        if (sample.swapUsedBytes() != null) {
            swapFirst = swapFirst == null ? sample.swapUsedBytes() : swapFirst;
            swapPeak = greatest(swapPeak, sample.swapUsedBytes());
        }
        footprintPeak = greatest(footprintPeak, sample.workerFootprintBytes());
        footprintPeak = greatest(footprintPeak, sample.workerPeakFootprintBytes());
        anonymousPeak = greatest(anonymousPeak, sample.workerAnonBytes());
        treePeak = greatest(treePeak, sample.serverTreeBytes());
    }

    /** Ends the stretch now, and gives the time: samples that begin later count for nothing but the sampler's own figures. */
    synchronized long end(LongSupplier nowNs) {
        endNs = nowNs.getAsLong();
        return endNs;
    }

    /** Waits for the first committed figure, for a limited time. */
    synchronized void awaitCommitted(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (committedFirst == null && System.nanoTime() < deadline) {
            await(deadline);
        }
    }

    /** Waits for a sample that began after now, for a limited time. */
    synchronized void awaitOneMore(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        // The next one may be under way already.
        long enough = samples + 2;
        while (samples < enough && System.nanoTime() < deadline) {
            await(deadline);
        }
    }

    private void await(long deadlineNs) throws InterruptedException {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadlineNs - System.nanoTime()));
    }

    /** What was seen, a line each. */
    synchronized List<String> lines() {
        return List.of(
                "committed memory of the whole system " + shown(committedFirst) + " before, peak "
                        + shown(committedPeak) + " (" + growth(committedFirst, committedPeak) + "), "
                        + shown(committedLast) + " at the end",
                (process == null ? "" : process + " peak " + workerPeak() + ", with its children " + treePeak() + ", ")
                        + "swap " + growth(swapFirst, swapPeak));
    }

    /** How well the sampler did. */
    static String line(SamplerMetrology metrology) {
        Double gap = metrology.worstGapMs();
        return String.format(
                Locale.ROOT,
                "%d sample%s every %.0f ms, %d missed, worst gap %s",
                metrology.samples(),
                metrology.samples() == 1 ? "" : "s",
                metrology.intervalMs(),
                metrology.missedTicks(),
                gap == null ? "unknown" : String.format(Locale.ROOT, "%.0f ms", gap));
    }

    private String workerPeak() {
        if (footprintPeak != null) {
            return shown(footprintPeak) + " (footprint)";
        }
        return anonymousPeak == null ? "unknown" : shown(anonymousPeak) + " (anonymous)";
    }

    private String treePeak() {
        return treePeak == null ? "unknown" : shown(treePeak) + " (resident)";
    }

    private static @Nullable Long greatest(@Nullable Long known, @Nullable Long found) {
        if (known == null || found == null) {
            return known == null ? found : known;
        }
        return Math.max(known, found);
    }

    private static String shown(@Nullable Long bytes) {
        return bytes == null ? "unknown" : size(bytes, "");
    }

    private static String growth(@Nullable Long from, @Nullable Long to) {
        return from == null || to == null ? "unknown" : size(to - from, "+");
    }

    private static String size(long bytes, String sign) {
        return Math.abs(bytes) >= BYTES_PER_GB
                ? String.format(Locale.ROOT, "%" + sign + ".2f GB", bytes / BYTES_PER_GB)
                : String.format(Locale.ROOT, "%" + sign + ".0f MB", bytes / BYTES_PER_MB);
    }
}
