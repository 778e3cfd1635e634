package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sources of a Linux machine. */
public final class LinuxProbes {
    private LinuxProbes() {}

    /** All of them, reading {@code /proc} and {@code /sys}. */
    public static List<Probe> create(ServerProcesses server) {
        Path proc = Path.of("/proc");
        Path sys = Path.of("/sys");
        List<Probe> probes = new ArrayList<>(create(proc, sys, server));
        probes.addAll(GpuProbe.create(sys.resolve("class/drm"), proc.resolve("driver/nvidia")));
        return List.copyOf(probes);
    }

    static List<Probe> create(Path proc, Path sys, ServerProcesses server) {
        return List.of(
                new MeminfoProbe(proc),
                new PressureProbe(proc),
                new WorkerProbe(proc, server),
                new WorkerCpuProbe(proc, server, System::nanoTime),
                new CpuProbe(proc),
                new ServerTreeProbe(proc, server),
                new PowerProbe(sys.resolve("class/power_supply")));
    }
}
