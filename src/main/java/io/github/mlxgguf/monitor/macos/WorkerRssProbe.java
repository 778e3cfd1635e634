package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Resident size of the process that holds the model. Nearly blind to GPU buffers: for information only. */
final class WorkerRssProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final OperatingSystem system;
    private final ServerProcesses server;
    private @Nullable OSProcess worker;

    WorkerRssProbe(OperatingSystem system, ServerProcesses server) {
        this.system = system;
        this.server = server;
    }

    @Override
    public String name() {
        return "resident size of the worker";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) {
        Long pid = server.workerPid();
        OSProcess process = pid == null ? null : current(pid);
        if (process != null) {
            sample.workerPid(pid).workerRssBytes(process.getResidentMemory());
        }
    }

    /** Refreshing a known process costs a fraction of asking for it anew. */
    private @Nullable OSProcess current(long pid) {
        OSProcess known = worker;
        if (known == null || known.getProcessID() != pid) {
            worker = system.getProcess(Math.toIntExact(pid));
            return worker;
        }
        return known.updateAttributes() ? known : null;
    }
}
