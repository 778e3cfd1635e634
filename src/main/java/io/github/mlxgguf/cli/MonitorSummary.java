package io.github.mlxgguf.cli;

import io.github.mlxgguf.monitor.SampleSink;
import io.github.mlxgguf.monitor.SamplerMetrology;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The few figures of a monitored stretch that fit on a terminal. The baseline is the first committed figure, which is read before
 * a command starts. Thread-safe.
 */
final class MonitorSummary implements SampleSink {
    private static final double BYTES_PER_GB = 1e9;
    private static final double BYTES_PER_MB = 1e6;

    private @Nullable Long committedFirst;
    private @Nullable Long committedPeak;
    private @Nullable Long committedLast;
    private @Nullable Long swapFirst;
    private @Nullable Long swapPeak;
    private @Nullable Long footprintPeak;
    private @Nullable Long anonymousPeak;
    private long samples;

    @Override
    public synchronized void accept(Sample sample) {
        samples++;
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
        notifyAll();
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
                "worker peak " + workerPeak() + ", swap " + growth(swapFirst, swapPeak));
    }

    /** How well the sampler did. */
    static String line(SamplerMetrology metrology) {
        Double gap = metrology.worstGapMs();
        return String.format(
                Locale.ROOT,
                "%d samples every %.0f ms, %d missed, worst gap %s",
                metrology.samples(),
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
