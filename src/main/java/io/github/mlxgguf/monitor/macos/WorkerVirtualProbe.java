package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.time.Duration;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Virtual size of the process that holds the model. OSHI asks for much more than that, so it is read seldom. */
final class WorkerVirtualProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final OperatingSystem system;
    private final ServerProcesses server;

    WorkerVirtualProbe(OperatingSystem system, ServerProcesses server) {
        this.system = system;
        this.server = server;
    }

    @Override
    public String name() {
        return "virtual size of the worker";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) {
        Long pid = server.workerPid();
        OSProcess process = pid == null ? null : system.getProcess(Math.toIntExact(pid));
        if (process != null && process.getVirtualSize() > 0) {
            sample.workerVirtualBytes(process.getVirtualSize());
        }
    }
}
