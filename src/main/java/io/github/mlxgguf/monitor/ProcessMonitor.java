package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.SessionClock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches the machine, and any process with its descendants, from {@link #start} to {@link #close}: the monitor for work that is
 * no benchmark. All methods may be called from any thread.
 */
public final class ProcessMonitor implements AutoCloseable {
    /** Nobody asks for earlier samples here; the sink has them. */
    private static final int KEPT_SAMPLES = 1;

    private final RootedProcesses processes;
    private final Sampler sampler;

    private ProcessMonitor(RootedProcesses processes, Sampler sampler) {
        this.processes = processes;
        this.sampler = sampler;
    }

    /**
     * Starts to sample the machine; no process is watched until {@link #watch}.
     *
     * @param clock stamps the samples
     * @param interval the sampling grid
     * @param sink takes each sample, on the sampling thread
     */
    public static ProcessMonitor start(SessionClock clock, Duration interval, SampleSink sink) {
        RootedProcesses processes = new RootedProcesses(ProcessTree.ofThisMachine());
        Sampler sampler = new Sampler(
                clock,
                interval,
                Probes.forThisMachine(processes),
                sink,
                new SampleStore(KEPT_SAMPLES),
                LockSupport::parkNanos,
                ThreadMeter.ofThisJvm());
        sampler.start();
        return new ProcessMonitor(processes, sampler);
    }

    /**
     * Watches a process and its descendants from now on. The worker of the samples is the descendant that holds a model, as
     * {@link ProcessTree#workers} tells, or else the process itself.
     */
    public void watch(long pid) {
        processes.watch(pid);
    }

    /** How well the sampler did so far; frozen once closed. */
    public SamplerMetrology metrology() {
        return sampler.metrology();
    }

    /** Stops to sample. */
    @Override
    public void close() {
        sampler.close();
    }
}
