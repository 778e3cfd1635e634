package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Resident size of the server's whole process tree. Shared pages count once for each process: an upper bound. */
final class ServerTreeProbe implements Probe {
    /** A walk over all processes takes milliseconds. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Path proc;
    private final ServerProcesses server;

    ServerTreeProbe(Path proc, ServerProcesses server) {
        this.proc = proc;
        this.server = server;
    }

    @Override
    public String name() {
        return proc.resolve("PID/status") + " of the server's processes";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        @Nullable Long sum = null;
        for (long pid : server.walk()) {
            String status = ProcStatus.read(proc, pid);
            Long resident = status == null ? null : ProcText.bytes(status, "VmRSS");
            if (resident != null) {
                sum = sum == null ? resident : sum + resident;
            }
        }
        sample.serverTreeBytes(sum);
    }
}
