package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.SessionClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The probes that are slower than the sampling grid, or may take long. Each has a grid of its own; all share one thread. */
final class SlowLane {
    private final List<Entry> entries;

    SlowLane(List<Probe> probes, Duration grid, long startNs) {
        entries = probes.stream().map(probe -> new Entry(probe, grid, startNs)).toList();
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** When the next probe is due. */
    long nextDeadlineNs() {
        return next().grid.deadlineNs();
    }

    /** Reads the probe that is due first. */
    void readNext(SessionClock clock) {
        Entry entry = next();
        SampleBuilder fresh = new SampleBuilder();
        entry.reader.readInto(fresh);
        entry.unseen.set(fresh);
        entry.grid.advance(clock.nowNs());
    }

    /** Gives each reading to the first sample after it, and to no other. */
    void takeInto(SampleBuilder sample) {
        for (Entry entry : entries) {
            SampleBuilder fresh = entry.unseen.getAndSet(null);
            if (fresh != null) {
                sample.merge(fresh);
            }
        }
    }

    private Entry next() {
        return entries.stream()
                .min(Comparator.comparingLong(entry -> entry.grid.deadlineNs()))
                .orElseThrow();
    }

    private static final class Entry {
        final ProbeReader reader;
        final FixedGrid grid;
        final AtomicReference<@Nullable SampleBuilder> unseen = new AtomicReference<>();

        Entry(Probe probe, Duration samples, long startNs) {
            reader = new ProbeReader(probe);
            // More readings than samples would have no sample to go into.
            grid = new FixedGrid(startNs, Math.max(probe.interval().toNanos(), samples.toNanos()));
        }
    }
}
