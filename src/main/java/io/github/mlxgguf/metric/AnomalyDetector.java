package io.github.mlxgguf.metric;

import static io.github.mlxgguf.metric.ConditionLimits.BYTES_PER_GB;
import static io.github.mlxgguf.metric.ConditionLimits.BYTES_PER_MB;
import static io.github.mlxgguf.metric.ConditionLimits.DROP_PERCENT;
import static io.github.mlxgguf.metric.ConditionLimits.DROP_SECONDS;
import static io.github.mlxgguf.metric.ConditionLimits.LATE_INTERVALS;
import static io.github.mlxgguf.metric.ConditionLimits.NS_PER_SECOND;
import static io.github.mlxgguf.metric.ConditionLimits.SWAP_GROWTH_BYTES;
import static io.github.mlxgguf.metric.ConditionLimits.SWAP_ONSET_SECONDS;

import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds unusual events in the samples of one session: one pass, oldest first, in memory that does not grow with their number.
 *
 * <p>An event is told when it crosses its limit and once only, so the answer does not hang on when somebody asks: the same samples
 * and stretches give the same anomalies. Stretches must be told before the samples of their time. Not safe for use by several
 * threads at once.
 */
public final class AnomalyDetector {
    /** A worker that misses more than this many times the longest pause between two sights of it has gone. */
    private static final double GONE_PAUSES = 1.5;

    /** Seen only once so far, so how often it is looked at is not known. No source is slower. */
    private static final long FIRST_PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);

    private final long intervalNs;
    private final @Nullable Long ramBytes;
    private final NavigableMap<Long, Long> loads = new TreeMap<>();
    private final NavigableMap<Long, Long> residents = new TreeMap<>();
    private final SlidingExtreme highestAvailable = SlidingExtreme.highest(TimeUnit.SECONDS.toNanos(DROP_SECONDS));
    private final SlidingExtreme lowestSwap = SlidingExtreme.lowest(TimeUnit.SECONDS.toNanos(SWAP_ONSET_SECONDS));
    private @Nullable Long lastAvailableNs;
    private boolean dropping;
    private boolean swapping;
    private @Nullable Long lastNs;
    /** Time in which somebody looked: a step of at most one interval for each sample, since nobody looks at a missed tick. */
    private long watchedNs;

    private @Nullable WorkerSight worker;

    /**
     * Where the worker of one resident model was last seen.
     *
     * @param seenWatchedNs {@link #watchedNs} then
     * @param longestPauseNs the longest it was out of sight before, in watched time; 0 if it was seen once so far
     * @param missedNs when it was last missed; 0 if it is in sight
     */
    private record WorkerSight(
            long residentSinceNs, long pid, long seenNs, long seenWatchedNs, long longestPauseNs, long missedNs) {
        WorkerSight missed(long tNs) {
            return new WorkerSight(residentSinceNs, pid, seenNs, seenWatchedNs, longestPauseNs, tNs);
        }
    }

    /**
     * A detector that knows no stretch yet.
     *
     * @param interval the sampling grid
     * @param ramBytes the machine's memory; null if unknown, and then no drop of it is sudden
     */
    public AnomalyDetector(Duration interval, @Nullable Long ramBytes) {
        this.intervalNs = interval.toNanos();
        this.ramBytes = ramBytes;
        highestAvailable.within(Math.max(TimeUnit.SECONDS.toNanos(DROP_SECONDS), 2 * intervalNs));
    }

    /** A model is being loaded in {@code [startNs, endNs]}: available memory falls then, and must. */
    public void loading(long startNs, long endNs) {
        loads.put(startNs, endNs);
    }

    /**
     * A model is in memory in {@code [startNs, endNs)}: from when its worker is looked for, after the load, to the beginning of its
     * unload. A second call with the same start sets another end.
     *
     * @param endNs {@link Long#MAX_VALUE} while it stays
     */
    public void resident(long startNs, long endNs) {
        residents.put(startNs, endNs);
    }

    /** Samples before the next one are not shown to this detector: their time is no gap of the monitor. */
    public void samplesLost() {
        lastNs = null;
    }

    /** Takes the next sample and tells what it reveals, mostly nothing. */
    public List<Anomaly> accept(Sample sample) {
        List<Anomaly> found = new ArrayList<>();
        gap(sample.tNs()).ifPresent(found::add);
        drop(sample).ifPresent(found::add);
        swap(sample).ifPresent(found::add);
        worker(sample).ifPresent(found::add);
        return found;
    }

    /** How long a resident worker may be out of sight before it counts as gone; zero while none is known. */
    public Duration workerPatience() {
        WorkerSight known = worker;
        return known == null ? Duration.ZERO : Duration.ofNanos((long) patienceNs(known));
    }

    private Optional<Anomaly> gap(long tNs) {
        Long before = lastNs;
        lastNs = tNs;
        watchedNs += before == null ? 0 : Math.min(tNs - before, intervalNs);
        if (before == null || tNs - before <= LATE_INTERVALS * intervalNs) {
            return Optional.empty();
        }
        double seconds = (tNs - before) / NS_PER_SECOND;
        return Optional.of(new Anomaly(
                AnomalyKind.SAMPLER_GAP,
                before,
                tNs,
                seconds,
                text(
                        "The monitor brought no sample for %.2f s; it should every %.3f s.",
                        seconds, intervalNs / NS_PER_SECOND)));
    }

    private Optional<Anomaly> drop(Sample sample) {
        Long ram = ramBytes;
        Long available = sample.availableBytes();
        if (within(loads, sample.tNs(), true) != null) {
            highestAvailable.forget();
            return Optional.empty();
        }
        if (ram == null || available == null) {
            return Optional.empty();
        }
        SlidingExtreme.Reading highest = highestAvailable.add(sample.tNs(), available);
        spaced(sample.tNs());
        long drop = highest.value() - available;
        double limit = ram * (DROP_PERCENT / 100.0);
        boolean begins = drop > limit && !dropping;
        dropping = drop > limit || (dropping && drop > limit / 2);
        return begins
                ? Optional.of(new Anomaly(
                        AnomalyKind.FREE_MEMORY_DROPPED,
                        highest.tNs(),
                        sample.tNs(),
                        drop,
                        text(
                                "Available memory fell by %.2f GB, %.1f %% of the machine's, within %.1f s, to %.2f GB.",
                                drop / BYTES_PER_GB,
                                100.0 * drop / ram,
                                (sample.tNs() - highest.tNs()) / NS_PER_SECOND,
                                available / BYTES_PER_GB)))
                : Optional.empty();
    }

    /** The window reaches back to the reading before, however slow the source is: from two readings on a loss is seen. */
    private void spaced(long tNs) {
        Long before = lastAvailableNs;
        lastAvailableNs = tNs;
        long spacingNs = Math.max(intervalNs, before == null ? 0 : tNs - before);
        highestAvailable.within(Math.max(TimeUnit.SECONDS.toNanos(DROP_SECONDS), 2 * spacingNs));
    }

    private Optional<Anomaly> swap(Sample sample) {
        Long used = sample.swapUsedBytes();
        if (used == null) {
            return Optional.empty();
        }
        SlidingExtreme.Reading lowest = lowestSwap.add(sample.tNs(), used);
        long growth = used - lowest.value();
        boolean begins = growth > SWAP_GROWTH_BYTES && !swapping;
        swapping = growth > SWAP_GROWTH_BYTES || (swapping && growth > SWAP_GROWTH_BYTES / 2);
        return begins
                ? Optional.of(new Anomaly(
                        AnomalyKind.SWAP_ONSET,
                        lowest.tNs(),
                        sample.tNs(),
                        growth,
                        text(
                                "Swap in use grew by %.1f MB within %.1f s, to %.2f GB.",
                                growth / (double) BYTES_PER_MB,
                                (sample.tNs() - lowest.tNs()) / NS_PER_SECOND,
                                used / BYTES_PER_GB)))
                : Optional.empty();
    }

    private Optional<Anomaly> worker(Sample sample) {
        long tNs = sample.tNs();
        Long residentSince = within(residents, tNs, false);
        WorkerSight known = worker;
        if (known != null && (residentSince == null || residentSince != known.residentSinceNs())) {
            worker = null;
            // It was out of sight when the unload began: where every tick sees it, one miss is enough.
            boolean everyTick = known.longestPauseNs() > 0 && known.longestPauseNs() <= GONE_PAUSES * intervalNs;
            return known.missedNs() > 0 && everyTick ? Optional.of(gone(known, known.missedNs())) : Optional.empty();
        }
        Long pid = sample.workerPid();
        if (residentSince == null || (known == null && pid == null)) {
            return Optional.empty();
        }
        if (known == null) {
            worker = new WorkerSight(residentSince, pid == null ? 0 : pid, tNs, watchedNs, 0, 0);
            return Optional.empty();
        }
        if (pid == null) {
            if (watchedNs - known.seenWatchedNs() > patienceNs(known)) {
                worker = null;
                return Optional.of(gone(known, tNs));
            }
            worker = known.missed(tNs);
            return Optional.empty();
        }
        long pauseNs = Math.max(known.longestPauseNs(), watchedNs - known.seenWatchedNs());
        worker = new WorkerSight(residentSince, pid, tNs, watchedNs, pauseNs, 0);
        return pid == known.pid() ? Optional.empty() : Optional.of(replaced(known, pid, tNs));
    }

    private double patienceNs(WorkerSight known) {
        long pauseNs = known.longestPauseNs();
        return pauseNs == 0 ? FIRST_PATIENCE_NS : GONE_PAUSES * Math.max(intervalNs, pauseNs);
    }

    private static Anomaly gone(WorkerSight known, long tNs) {
        return new Anomaly(
                AnomalyKind.WORKER_RESTARTED,
                known.seenNs(),
                tNs,
                known.pid(),
                "Worker process " + known.pid() + " ended while its model was in memory.");
    }

    private static Anomaly replaced(WorkerSight known, long pid, long tNs) {
        return new Anomaly(
                AnomalyKind.WORKER_RESTARTED,
                known.seenNs(),
                tNs,
                known.pid(),
                "Worker process " + known.pid() + " was replaced by " + pid + " while its model was in memory.");
    }

    /** Start of the stretch that holds a time, or null; what ended before it is forgotten. */
    private static @Nullable Long within(NavigableMap<Long, Long> stretches, long tNs, boolean endIncluded) {
        Map.Entry<Long, Long> stretch = stretches.floorEntry(tNs);
        if (stretch == null) {
            return null;
        }
        stretches.headMap(stretch.getKey()).clear();
        boolean inside = tNs < stretch.getValue() || (endIncluded && tNs == stretch.getValue());
        return inside ? stretch.getKey() : null;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
