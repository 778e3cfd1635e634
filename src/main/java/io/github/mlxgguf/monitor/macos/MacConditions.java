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
    private static final List<String> SYSCTL = List.of(
            "/usr/sbin/sysctl", PRESSURE, AVAILABLE_PERCENT, RAM, WIRED_LIMIT_MB, CORES, "vm.swapusage", "vm.loadavg");
    private static final String PMSET = "/usr/bin/pmset";
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
                Pmset.power(run(List.of(PMSET, "-g", "batt"))),
                Pmset.lowPowerMode(run(List.of(PMSET, "-g"))),
                Notifyutil.thermal(run(List.of("/usr/bin/notifyutil", "-g", Notifyutil.THERMAL))),
                Pmset.cpuSpeedLimitPercent(run(List.of(PMSET, "-g", "therm"))),
                pressure == null ? null : pressure.intValue(),
                availableBytes(sysctl),
                sysctl.swapUsedBytes(),
                times(sysctl.number(WIRED_LIMIT_MB), BYTES_PER_MEGABYTE),
                sysctl.load1m(),
                cores == null ? Runtime.getRuntime().availableProcessors() : cores.intValue(),
                PsPriorities.of(priorities, self),
                server.isPresent() ? PsPriorities.of(priorities, server.getAsLong()) : null);
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

    private static @Nullable Long times(@Nullable Long value, long factor) {
        return value == null ? null : value * factor;
    }

    private String run(List<String> command) {
        return tool.apply(command).orElse("");
    }
}
