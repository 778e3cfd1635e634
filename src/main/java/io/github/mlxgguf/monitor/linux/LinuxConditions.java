package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.MachineConditions.PowerSource;
import io.github.mlxgguf.monitor.ProcessPriority;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads {@code /proc} and {@code /sys}. Heat, power mode and the level of memory pressure have no common source here. */
public final class LinuxConditions {
    private static final Logger LOG = System.getLogger(LinuxConditions.class.getName());

    private final Path proc;
    private final Path powerSupplies;

    /** Reads under these folders. */
    public LinuxConditions(Path proc, Path powerSupplies) {
        this.proc = proc;
        this.powerSupplies = powerSupplies;
    }

    /**
     * Reads everything once.
     *
     * @param self this process
     * @param server the process behind the server's port, if it is known
     */
    public MachineConditions read(long self, OptionalLong server) {
        String meminfo = text("meminfo");
        Long swapTotal = ProcText.bytes(meminfo, "SwapTotal");
        Long swapFree = ProcText.bytes(meminfo, "SwapFree");
        return new MachineConditions(
                power(),
                null,
                null,
                null,
                null,
                ProcText.bytes(meminfo, "MemAvailable"),
                swapTotal == null || swapFree == null ? null : swapTotal - swapFree,
                null,
                ProcText.load1m(text("loadavg")),
                Runtime.getRuntime().availableProcessors(),
                priority(self),
                server.isPresent() ? priority(server.getAsLong()) : null);
    }

    private @Nullable PowerSource power() {
        try {
            return new PowerSupplies(powerSupplies).read();
        } catch (IOException unreadable) {
            LOG.log(Level.DEBUG, "cannot read {0}: {1}", powerSupplies, unreadable);
            return null;
        }
    }

    private @Nullable ProcessPriority priority(long pid) {
        return ProcStat.priority(text(pid + "/stat"), pid);
    }

    private String text(String name) {
        try {
            return Files.readString(proc.resolve(name));
        } catch (IOException unreadable) {
            LOG.log(Level.DEBUG, "cannot read {0}: {1}", proc.resolve(name), unreadable);
            return "";
        }
    }
}
