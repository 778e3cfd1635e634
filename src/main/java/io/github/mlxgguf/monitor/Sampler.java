package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.Sample;
import io.github.mlxgguf.trace.SessionClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads all probes on a fixed grid, one daemon thread for the grid and one for the probes that are slower than it or start processes.
 *
 * <p>A tick whose time has passed is skipped and counted: a burst of late samples would pretend a rate that was not there.
 */
final class Sampler implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Sampler.class.getName());
    /** A probe may hang in the kernel; closing does not wait for it longer than this. */
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(2);

    private final SessionClock clock;
    private final long intervalNs;
    private final List<ProbeReader> everyTick = new ArrayList<>();
    private final SlowLane slowLane;
    private final List<Probe> probes;
    private final SampleSink sink;
    private final SampleStore store;
    private final Parker parker;
    private final ThreadMeter threadMeter;
    private final SamplerStatistics statistics;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;
    private volatile @Nullable Sample latest;
    private boolean sinkFailureLogged;

    Sampler(
            SessionClock clock,
            Duration interval,
            List<Probe> probes,
            SampleSink sink,
            SampleStore store,
            Parker parker,
            ThreadMeter threadMeter) {
        if (interval.isZero() || interval.isNegative()) {
            throw new IllegalArgumentException("the sampling interval must be longer than 0, found " + interval);
        }
        this.clock = clock;
        this.intervalNs = interval.toNanos();
        this.probes = List.copyOf(probes);
        this.sink = sink;
        this.store = store;
        this.parker = parker;
        this.threadMeter = threadMeter;
        long startNs = clock.nowNs();
        this.statistics = new SamplerStatistics(interval, startNs);
        List<Probe> slow = new ArrayList<>();
        for (Probe probe : probes) {
            if (probe.spawns() || probe.interval().compareTo(interval) > 0) {
                slow.add(probe);
            } else {
                everyTick.add(new ProbeReader(probe));
            }
        }
        this.slowLane = new SlowLane(slow, interval, startNs);
    }

    /** Starts the threads. */
    void start() {
        launch("memory-sampler", this::runGrid);
        if (!slowLane.isEmpty()) {
            launch("memory-sampler-slow", this::runSlowLane);
        }
    }

    /** The grid's loop; returns when closed. */
    void runGrid() {
        FixedGrid grid = new FixedGrid(clock.nowNs(), intervalNs);
        while (parkUntil(grid.deadlineNs())) {
            sampleOnce();
            statistics.gridUsed(threadMeter);
            statistics.missed(grid.advance(clock.nowNs()));
        }
    }

    /** The slow lane's loop; returns when closed. */
    void runSlowLane() {
        while (parkUntil(slowLane.nextDeadlineNs())) {
            readSlowProbe();
            statistics.slowUsed(threadMeter);
        }
    }

    /** Reads the slow probe that is due first. */
    void readSlowProbe() {
        slowLane.readNext(clock);
    }

    /** Makes one sample now. */
    void sampleOnce() {
        SampleBuilder reading = new SampleBuilder();
        for (ProbeReader probe : everyTick) {
            probe.readInto(reading);
        }
        slowLane.takeInto(reading);
        long tNs;
        // Whoever asks for the samples up to now gets one that is being stamped as well: it is in the file, too.
        synchronized (store) {
            tNs = clock.nowNs();
            store.add(tNs, reading);
        }
        Sample sample = reading.build(tNs);
        latest = sample;
        statistics.sampled(tNs);
        deliver(sample);
    }

    /** The last sample, or null before the first. */
    @Nullable
    Sample latest() {
        return latest;
    }

    SamplerMetrology metrology() {
        return statistics.snapshot(clock.nowNs());
    }

    /** Stops both threads, waits for them, and closes the probes. */
    @Override
    public void close() {
        closed = true;
        threads.forEach(LockSupport::unpark);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(JOIN_LIMIT.toMillis());
            } catch (InterruptedException e) {
                interrupted = true;
            }
            if (thread.isAlive()) {
                LOG.log(
                        Level.WARNING,
                        thread.getName() + " did not stop; a probe hangs. It is a daemon and holds nobody up.");
            }
        }
        probes.forEach(Probe::close);
        statistics.ended(clock.nowNs());
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Sample sample) {
        try {
            sink.accept(sample);
        } catch (RuntimeException e) {
            if (!sinkFailureLogged) {
                sinkFailureLogged = true;
                LOG.log(Level.WARNING, "A sample could not be delivered; sampling goes on, and this is said once", e);
            }
        }
    }

    private boolean parkUntil(long deadlineNs) {
        while (!closed) {
            long leftNs = deadlineNs - clock.nowNs();
            if (leftNs <= 0) {
                return true;
            }
            parker.park(leftNs);
        }
        return false;
    }

    private void launch(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
