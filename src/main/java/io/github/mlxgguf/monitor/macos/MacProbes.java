package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;
import oshi.util.GlobalConfig;

/** The sources of a Mac. One that cannot start is left out, with a word in the log; its values then stay null. */
public final class MacProbes {
    private static final Logger LOG = System.getLogger(MacProbes.class.getName());
    private static final String RAM = "hw.memsize";

    private final Function<List<String>, Optional<String>> tool;
    private final List<Probe> probes = new ArrayList<>();

    private MacProbes(Function<List<String>, Optional<String>> tool) {
        this.tool = tool;
    }

    /**
     * All of them, on the native sources of this machine.
     *
     * @param tool runs a small tool of the system and gives what it prints, or empty
     */
    public static List<Probe> create(ServerProcesses server, Function<List<String>, Optional<String>> tool) {
        return create(server, tool, MacSources.ofThisMachine());
    }

    static List<Probe> create(
            ServerProcesses server, Function<List<String>, Optional<String>> tool, MacSources sources) {
        MacProbes all = new MacProbes(tool);
        KernelValues kernel = all.start("the kernel's values", sources.kernel());
        all.addMemory(kernel);
        ProcessUsageSource usage = all.start("proc_pid_rusage", sources.usage());
        if (usage != null) {
            Long ram = kernel == null ? null : kernel.number(RAM);
            all.probes.add(new WorkerProbe(usage, server, ram, System::nanoTime));
        }
        GpuSource gpu = all.start("the GPU's statistics", sources.gpu());
        if (gpu != null) {
            all.probes.add(new GpuProbe(gpu));
        }
        all.addOshi(server);
        all.probes.add(new ConditionsProbe(tool));
        sources.macmon().get().ifPresent(all::addMacmon);
        return List.copyOf(all.probes);
    }

    private void addMemory(@Nullable KernelValues kernel) {
        Optional<MemoryProbe> everyTick = kernel == null
                ? Optional.empty()
                : VmStat.read(tool).flatMap(reading -> MemoryProbe.startingAt(reading, kernel));
        everyTick.ifPresent(probes::add);
        probes.add(new VmStatProbe(tool, everyTick.isEmpty()));
        if (kernel != null) {
            probes.add(new SwapProbe(kernel));
        }
    }

    private void addOshi(ServerProcesses server) {
        // OSHI repeats values for 300 ms unless told not to, before its first use.
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, 0);
        SystemInfo system = new SystemInfo();
        OperatingSystem os = system.getOperatingSystem();
        probes.add(new CoresProbe(system.getHardware().getProcessor()));
        probes.add(new WorkerVirtualProbe(os, server));
        probes.add(new ServerTreeProbe(os, server));
    }

    private void addMacmon(Path path) {
        try {
            probes.add(MacmonProbe.start(path));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Cannot start " + path + "; power and temperatures stay unknown: " + e.getMessage());
        }
    }

    private <T> @Nullable T start(String name, Supplier<T> source) {
        try {
            return source.get();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.WARNING, "Cannot read " + name + " on this machine; its values stay unknown: " + e);
            return null;
        }
    }
}
