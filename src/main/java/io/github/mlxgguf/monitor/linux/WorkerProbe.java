package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Memory of the process that holds the model, anonymous and file-backed apart. */
final class WorkerProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final Path proc;
    private final ServerProcesses server;
    private final ProcessFile status;
    private @Nullable Long ramBytes;

    WorkerProbe(Path proc, ServerProcesses server) {
        this.proc = proc;
        this.server = server;
        this.status = new ProcessFile(proc, "status");
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
        if (pid == null) {
            status.close();
            return;
        }
        String text = status.read(pid);
        // a process that has ended and that nobody has asked about yet has a status, and no memory
        if (text != null && ProcText.bytes(text, "VmRSS") != null) {
            sample.workerPid(pid);
            parse(text, ram(), sample);
        }
    }

    static void parse(String status, @Nullable Long ramBytes, SampleBuilder sample) {
        Long resident = ProcText.bytes(status, "VmRSS");
        sample.workerAnonBytes(ProcText.bytes(status, "RssAnon"))
                .workerFileBytes(ProcText.bytes(status, "RssFile"))
                .workerRssBytes(resident)
                .workerVirtualBytes(ProcText.bytes(status, "VmSize"))
                .workerRamShare(Shares.rounded(resident, ramBytes));
    }

    /** It does not change while a machine runs. */
    private @Nullable Long ram() throws IOException {
        if (ramBytes == null) {
            ProcFile meminfo = new ProcFile(proc.resolve("meminfo"));
            ramBytes = ProcText.bytes(meminfo.read(), "MemTotal");
            meminfo.close();
        }
        return ramBytes;
    }
}
