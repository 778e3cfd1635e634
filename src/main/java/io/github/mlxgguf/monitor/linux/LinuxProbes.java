package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.nio.file.Path;
import java.util.List;

/** The sources of a Linux machine. */
public final class LinuxProbes {
    private LinuxProbes() {}

    /** All of them, reading {@code /proc}. */
    public static List<Probe> create(ServerProcesses server) {
        return create(Path.of("/proc"), server);
    }

    static List<Probe> create(Path proc, ServerProcesses server) {
        return List.of(
                new MeminfoProbe(proc),
                new PressureProbe(proc),
                new WorkerProbe(proc, server),
                new CpuProbe(proc),
                new ServerTreeProbe(proc, server));
    }
}
