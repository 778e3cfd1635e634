package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.MachineConditions.PowerSource;
import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What the machine runs on. Linux has no common source for heat or for a power mode. */
final class PowerProbe implements Probe {
    /** Somebody pulls a plug now and then. */
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Path folder;
    private final PowerSupplies supplies;

    PowerProbe(Path folder) {
        this.folder = folder;
        this.supplies = new PowerSupplies(folder);
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        PowerSource source = supplies.read();
        if (source != null) {
            sample.powerSource(source.name().toLowerCase(Locale.ROOT));
        }
    }
}
