package io.github.mlxgguf.monitor;

import io.github.mlxgguf.monitor.linux.LinuxProbes;
import io.github.mlxgguf.monitor.macos.MacProbes;
import java.util.List;

/** The sources that this machine offers. */
public final class Probes {
    private Probes() {}

    /** All probes of this operating system; none on one that the monitor does not know. */
    public static List<Probe> forThisMachine(ServerProcesses server) {
        return switch (Platform.current()) {
            case LINUX -> LinuxProbes.create(server);
            case MACOS -> MacProbes.create(server, ToolOutput::of);
            case OTHER -> List.of();
        };
    }
}
