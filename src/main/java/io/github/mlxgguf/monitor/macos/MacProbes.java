package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.util.List;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.util.GlobalConfig;

/**
 * The sources of a Mac as far as OSHI gives them honestly: swap, cores, load, resident sizes. Committed memory, footprint, pressure
 * and GPU need native reads and stay null until there are some; OSHI's "available" counts pages that are not.
 */
public final class MacProbes {
    private MacProbes() {}

    /** All of them. */
    public static List<Probe> create(ServerProcesses server) {
        // OSHI repeats values for 300 ms unless told not to, before its first use.
        GlobalConfig.set(GlobalConfig.OSHI_UTIL_MEMOIZER_EXPIRATION, 0);
        SystemInfo system = new SystemInfo();
        HardwareAbstractionLayer hardware = system.getHardware();
        return List.of(
                new SwapProbe(hardware.getMemory().getVirtualMemory()),
                new CoresProbe(hardware.getProcessor()),
                new WorkerRssProbe(system.getOperatingSystem(), server),
                new ServerTreeProbe(system.getOperatingSystem(), server));
    }
}
