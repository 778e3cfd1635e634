package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.time.Duration;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** Resident size of the server's whole process tree. Shared pages count once for each process: an upper bound. */
final class ServerTreeProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final OperatingSystem system;
    private final ServerProcesses server;

    ServerTreeProbe(OperatingSystem system, ServerProcesses server) {
        this.system = system;
        this.server = server;
    }

    @Override
    public String name() {
        return "resident size of the server's processes";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) {
        Long sum = null;
        for (long pid : server.walk()) {
            OSProcess process = system.getProcess(Math.toIntExact(pid));
            if (process != null) {
                sum = process.getResidentMemory() + (sum == null ? 0 : sum);
            }
        }
        sample.serverTreeBytes(sum);
    }
}
