package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.MachineConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the small tools of macOS; none of them needs root. Never run on a Mac so far, only on text of the captured shapes. */
public final class MacConditions {
    private static final String PRESSURE = "kern.memorystatus_vm_pressure_level";
    private static final String AVAILABLE_PERCENT = "kern.memorystatus_level";
    private static final String RAM = "hw.memsize";
    private static final String WIRED_LIMIT_MB = "iogpu.wired_limit_mb";
    private static final String CORES = "hw.logicalcpu";
    private static final String TOOL = "/usr/sbin/sysctl";
    private static final List<String> SYSCTL =
            List.of(TOOL, PRESSURE, AVAILABLE_PERCENT, RAM, WIRED_LIMIT_MB, CORES, "vm.swapusage", "vm.loadavg");
    private static final long BYTES_PER_MEGABYTE = 1024L * 1024L;
    private static final int WHOLE_PERCENT = 100;

    private final Function<List<String>, Optional<String>> tool;

    /** Runs tools by this function, which gives what they print, or empty. */
    public MacConditions(Function<List<String>, Optional<String>> tool) {
        this.tool = tool;
    }

    /**
     * Reads everything once.
     *
     * @param self this process
     * @param server the process behind the server's port, if it is known
     */
    public MachineConditions read(long self, OptionalLong server) {
        Sysctl sysctl = new Sysctl(run(SYSCTL));
        Long cores = sysctl.number(CORES);
        String priorities = run(ps(self, server));
        Long pressure = sysctl.number(PRESSURE);
        return new MachineConditions(
                Pmset.power(run(Pmset.BATTERY)),
                Pmset.lowPowerMode(run(Pmset.SETTINGS)),
                Notifyutil.thermal(run(Notifyutil.COMMAND)),
                Pmset.cpuSpeedLimitPercent(run(Pmset.HEAT)),
                pressure == null ? null : pressure.intValue(),
                availableBytes(sysctl),
                sysctl.swapUsedBytes(),
                gpuWiredLimitBytes(sysctl),
                sysctl.load1m(),
                cores == null ? Runtime.getRuntime().availableProcessors() : cores.intValue(),
                PsPriorities.of(priorities, self),
                server.isPresent() ? PsPriorities.of(priorities, server.getAsLong()) : null);
    }

    /** Most memory that the GPU may hold; 0 is the system's own limit, which it does not tell. */
    public @Nullable Long gpuWiredLimitBytes() {
        return gpuWiredLimitBytes(new Sysctl(run(List.of(TOOL, WIRED_LIMIT_MB))));
    }

    private static @Nullable Long gpuWiredLimitBytes(Sysctl sysctl) {
        Long megabytes = sysctl.number(WIRED_LIMIT_MB);
        return megabytes == null ? null : megabytes * BYTES_PER_MEGABYTE;
    }

    private static List<String> ps(long self, OptionalLong server) {
        List<String> command = new ArrayList<>(List.of("/bin/ps", "-o", "pid=,pri=,nice=", "-p"));
        command.add(server.isPresent() ? self + "," + server.getAsLong() : Long.toString(self));
        return command;
    }

    private static @Nullable Long availableBytes(Sysctl sysctl) {
        Long percent = sysctl.number(AVAILABLE_PERCENT);
        Long ram = sysctl.number(RAM);
        return percent == null || ram == null || percent > WHOLE_PERCENT ? null : ram / WHOLE_PERCENT * percent;
    }

    private String run(List<String> command) {
        return tool.apply(command).orElse("");
    }
}
