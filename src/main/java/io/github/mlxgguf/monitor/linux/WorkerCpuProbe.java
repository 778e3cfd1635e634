package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Cores that the worker keeps busy, from {@code /proc/PID/stat}. */
final class WorkerCpuProbe implements Probe {
    /** As for all cores: the kernel counts in steps of 10 ms. */
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** The kernel's USER_HZ: 100 a second on all processors that Java 17 runs on (asm-generic/param.h). */
    private static final long NS_PER_TICK = 10_000_000;

    private final Path proc;
    private final ServerProcesses server;
    private final LongSupplier nowNs;
    private final ProcessFile stat;
    private @Nullable Reading before;

    /**
     * The probe.
     *
     * @param nowNs a monotonic clock
     */
    WorkerCpuProbe(Path proc, ServerProcesses server, LongSupplier nowNs) {
        this.proc = proc;
        this.server = server;
        this.nowNs = nowNs;
        this.stat = new ProcessFile(proc, "stat");
    }

    @Override
    public String name() {
        return proc.resolve("PID/stat") + " of the worker";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        Reading earlier = before;
        Reading now = now();
        before = now;
        if (now != null && earlier != null && now.pid == earlier.pid && now.ns > earlier.ns) {
            Double cores = Shares.rounded((now.ticks - earlier.ticks) * NS_PER_TICK, now.ns - earlier.ns);
            sample.workerCpu(cores);
        }
    }

    private @Nullable Reading now() throws IOException {
        Long pid = server.workerPid();
        if (pid == null) {
            stat.close();
            return null;
        }
        String text = stat.read(pid);
        Long ticks = text == null ? null : ProcStat.cpuTicks(text);
        return ticks == null ? null : new Reading(pid, ticks, nowNs.getAsLong());
    }

    private record Reading(long pid, long ticks, long ns) {}
}
