package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.Sample;
import io.github.mlxgguf.trace.SessionClock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the machine and the server's processes from {@link #start} to {@link #close}.
 *
 * <p>All methods may be called from any thread.
 */
public final class MemoryMonitor implements AutoCloseable {
    /** A committed figure older than this says nothing about now; the slowest source of it is read once a second. */
    private static final long COMMITTED_VALID_NS = TimeUnit.SECONDS.toNanos(2);

    private final SessionClock clock;
    private final Sampler sampler;
    private final SampleStore store;
    private final WorkerLocator locator;
    private final LatestCommitted committed;
    private final SleepWatch sleep;

    MemoryMonitor(
            SessionClock clock,
            Sampler sampler,
            SampleStore store,
            WorkerLocator locator,
            LatestCommitted committed,
            SleepWatch sleep) {
        this.clock = clock;
        this.sampler = sampler;
        this.store = store;
        this.locator = locator;
        this.committed = committed;
        this.sleep = sleep;
    }

    /**
     * Looks for the server's processes and starts to sample.
     *
     * @param clock stamps the samples
     * @param interval the sampling grid
     * @param serverPort port of the server on this machine; 0 if it is elsewhere or not known yet, and then no process is
     *     watched until {@link #serverStarted}
     * @param sink takes each sample, on the sampling thread
     */
    public static MemoryMonitor start(SessionClock clock, Duration interval, int serverPort, SampleSink sink) {
        return start(clock, interval, serverPort, sink, new SleepWatch(clock::nowNs, System::currentTimeMillis));
    }

    /**
     * The same with a given watch for sleep.
     *
     * @param sleep on the same session clock
     */
    public static MemoryMonitor start(
            SessionClock clock, Duration interval, int serverPort, SampleSink sink, SleepWatch sleep) {
        WorkerLocator locator = new WorkerLocator(ProcessTree.ofThisMachine(), serverPort);
        locator.relocate();
        SampleStore store = new SampleStore(SampleStore.capacityFor(interval));
        LatestCommitted committed = new LatestCommitted(sample -> {
            sleep.look();
            sink.accept(sample);
        });
        Sampler sampler = new Sampler(
                clock,
                interval,
                Probes.forThisMachine(locator),
                committed,
                store,
                LockSupport::parkNanos,
                ThreadMeter.ofThisJvm());
        sampler.start();
        return new MemoryMonitor(clock, sampler, store, locator, committed, sleep);
    }

    /** The last sample, or null before the first. */
    public @Nullable Sample latest() {
        return sampler.latest();
    }

    /**
     * The last committed figure that was read, in bytes; null if the last two seconds had none. For waiting until memory
     * settles: a source that is slower than the grid leaves most samples without one.
     */
    public @Nullable Long committedNow() {
        return committed.notBefore(clock.nowNs() - COMMITTED_VALID_NS);
    }

    /** The samples of {@code [startNs, endNs)}, oldest first, as far as the last two hours reach. */
    public List<Sample> between(long startNs, long endNs) {
        return store.between(startNs, endNs);
    }

    /** From when on {@link #between} has all samples; {@link Long#MIN_VALUE} while none was given up. */
    public long heldSinceNs() {
        return store.heldSinceNs();
    }

    /** Whether the machine may have slept within {@code [startNs, endNs]}; see {@link SleepWatch} for what cannot be known. */
    public boolean sleptWithin(long startNs, long endNs) {
        return sleep.sleptWithin(startNs, endNs);
    }

    /**
     * The server listens at a port: looks for its processes, before it returns.
     *
     * @param serverPort as for {@link #start}
     */
    public void serverStarted(int serverPort) {
        locator.serverAt(serverPort);
    }

    /**
     * Another word on where the server is, for a port whose listener this user may not see.
     *
     * @param pid the root of the server's processes, or empty; asked on the caller's thread, now and at loads, and only where no
     *     listener is found
     */
    public void serverOtherwise(Supplier<OptionalLong> pid) {
        locator.otherwise(pid);
    }

    /** A model was just loaded: looks for the worker that holds it, before it returns. */
    public void modelLoaded() {
        locator.relocate();
    }

    /** A model was just loaded, into a worker that is known. */
    public void modelLoaded(long workerPid) {
        locator.relocate(workerPid);
    }

    /** The model was unloaded: its worker is not watched any more, even while it still exits. */
    public void modelUnloaded() {
        locator.release();
    }

    /** The process that holds the model, or null while none is known. */
    public @Nullable Long workerPid() {
        return locator.workerPid();
    }

    /** The server's processes now, its workers included; empty while no server is known. Costs milliseconds. */
    public List<Long> serverTree() {
        return locator.walk();
    }

    /** How well the sampler did so far; frozen once closed. */
    public SamplerMetrology metrology() {
        return sampler.metrology();
    }

    /** Stops to sample; what was sampled can still be asked for. */
    @Override
    public void close() {
        sampler.close();
    }
}
