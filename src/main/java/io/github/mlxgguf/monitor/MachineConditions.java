package io.github.mlxgguf.monitor;

import io.github.mlxgguf.monitor.linux.LinuxConditions;
import io.github.mlxgguf.monitor.macos.MacConditions;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What the machine is like at one moment, as far as it bears on speed and memory; null is unknown.
 *
 * @param power what it runs on
 * @param lowPowerMode whether a mode that lowers clock rates is on
 * @param thermal macOS thermal pressure, or null where the system does not tell
 * @param cpuSpeedLimitPercent clock rate that the system allows; 100 is no limit. Intel Macs only
 * @param pressure macOS memory pressure: 1 normal, 2 warn, 4 critical. Linux: null
 * @param availableBytes memory that programs can still get, by the system's own estimate
 * @param swapUsedBytes swap in use
 * @param gpuWiredLimitBytes most memory that the GPU may hold; 0 is the system's own limit, which it does not tell
 * @param load1m load average over one minute
 * @param cores logical cores
 * @param suite how this process is scheduled
 * @param server how the process behind the server's port is scheduled
 */
public record MachineConditions(
        @Nullable PowerSource power,
        @Nullable Boolean lowPowerMode,
        @Nullable ThermalPressure thermal,
        @Nullable Integer cpuSpeedLimitPercent,
        @Nullable Integer pressure,
        @Nullable Long availableBytes,
        @Nullable Long swapUsedBytes,
        @Nullable Long gpuWiredLimitBytes,
        @Nullable Double load1m,
        int cores,
        @Nullable ProcessPriority suite,
        @Nullable ProcessPriority server) {

    /** What a machine runs on. */
    public enum PowerSource {
        MAINS,
        BATTERY,
        /** An uninterruptible supply, which is a battery of its own. */
        UPS
    }

    /**
     * Asks the system; takes about a tenth of a second on macOS, where small tools are run for it.
     *
     * @param serverPort the port of a server on this machine; 0 if there is none
     */
    public static MachineConditions read(int serverPort) {
        long self = ProcessHandle.current().pid();
        OptionalLong server = serverPort > 0 ? ProcessTree.ofThisMachine().listener(serverPort) : OptionalLong.empty();
        return switch (Platform.current()) {
            case LINUX -> new LinuxConditions(Path.of("/proc"), Path.of("/sys/class/power_supply")).read(self, server);
            case MACOS -> new MacConditions(ToolOutput::of).read(self, server);
            case OTHER -> unknown();
        };
    }

    /** Nothing but the number of cores is known. */
    public static MachineConditions unknown() {
        return new MachineConditions(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Runtime.getRuntime().availableProcessors(),
                null,
                null);
    }
}
