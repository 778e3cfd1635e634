package io.github.mlxgguf.junit;

import io.github.mlxgguf.monitor.DeferredSink;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.monitor.SampleSink;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.SessionClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the server takes before it holds a model: the machine before the server runs, and after. So the monitor starts before the
 * server, and before the run has a folder; its samples are kept until there is one.
 */
final class ServerMemory implements AutoCloseable {
    private final SessionClock clock;
    private final DeferredSink samples;
    private final MemoryMonitor monitor;
    private final List<PhaseInterval> phases = new ArrayList<>();
    private boolean local;

    private ServerMemory(SessionClock clock, DeferredSink samples, MemoryMonitor monitor) {
        this.clock = clock;
        this.samples = samples;
        this.monitor = monitor;
    }

    /** Starts the monitor. */
    static ServerMemory watch(SessionClock clock, Duration interval) {
        DeferredSink samples = new DeferredSink();
        return new ServerMemory(clock, samples, MemoryMonitor.start(clock, interval, 0, samples));
    }

    MemoryMonitor monitor() {
        return monitor;
    }

    /**
     * Watches the machine while the server does not run.
     *
     * @throws InterruptedRunException if the thread is interrupted
     */
    void beforeServer(Duration duration) {
        long from = clock.nowNs();
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedRunException();
        }
        phases.add(new PhaseInterval(Phase.BEFORE_SERVER, from, clock.nowNs()));
    }

    /** The server runs; {@code port} is 0 if it is on another machine. */
    void serverStarted(int port) {
        local = port > 0;
        monitor.serverStarted(port);
    }

    /** There is a place for the samples now. */
    void deliverTo(SampleSink sink) {
        samples.deliverTo(sink);
    }

    /**
     * Watches the server, which must hold no model, and sums up; knows nothing of a server on another machine.
     *
     * @throws InterruptedRunException if the run is interrupted meanwhile
     */
    List<PhaseMemory> withServerIdle(BenchmarkSession session, Duration duration) {
        if (!local) {
            return List.of();
        }
        long from = clock.nowNs();
        session.pause(duration);
        phases.add(new PhaseInterval(Phase.SERVER_IDLE, from, clock.nowNs()));
        // A phase in which the machine slept, or nothing was read, would only pass for one that says something.
        return session
                .memory()
                .byPhase(phases.stream()
                        .filter(phase -> !monitor.sleptWithin(phase.startNs(), phase.endNs()))
                        .toList())
                .stream()
                .filter(phase -> !phase.metrics().isEmpty())
                .toList();
    }

    @Override
    public void close() {
        monitor.close();
    }
}
