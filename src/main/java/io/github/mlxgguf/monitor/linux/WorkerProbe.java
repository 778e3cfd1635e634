package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Memory of the process that holds the model, anonymous and file-backed apart. */
final class WorkerProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final Path proc;
    private final ServerProcesses server;

    WorkerProbe(Path proc, ServerProcesses server) {
        this.proc = proc;
        this.server = server;
    }

    @Override
    public String name() {
        return proc.resolve("PID/status") + " of the worker";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        Long pid = server.workerPid();
        String status = pid == null ? null : ProcStatus.read(proc, pid);
        if (status != null) {
            sample.workerPid(pid);
            parse(status, sample);
        }
    }

    static void parse(String status, SampleBuilder sample) {
        sample.workerAnonBytes(ProcText.bytes(status, "RssAnon"))
                .workerFileBytes(ProcText.bytes(status, "RssFile"))
                .workerRssBytes(ProcText.bytes(status, "VmRSS"));
    }
}
