package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.MachineConditions.PowerSource;
import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ThermalPressure;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Heat, low-power mode, and what the machine runs on; three small tools, so only every five seconds. */
final class ConditionsProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Function<List<String>, Optional<String>> tool;

    ConditionsProbe(Function<List<String>, Optional<String>> tool) {
        this.tool = tool;
    }

    @Override
    public String name() {
        return "heat and power source";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public boolean spawns() {
        return true;
    }

    @Override
    public void read(SampleBuilder sample) {
        PowerSource source = Pmset.power(run(Pmset.BATTERY));
        sample.thermal(state(Notifyutil.thermal(run(Notifyutil.COMMAND))))
                .lowPowerMode(Pmset.lowPowerMode(run(Pmset.SETTINGS)))
                .powerSource(source == null ? null : source.name().toLowerCase(Locale.ROOT));
    }

    /**
     * The state that {@code NSProcessInfo.thermalState} shows for a level of thermal pressure: moderate and heavy are both
     * "fair", as observed on an M2 (stanislas.blog, December 2025); the two levels above follow in order and were not observed.
     */
    static @Nullable String state(@Nullable ThermalPressure pressure) {
        if (pressure == null) {
            return null;
        }
        return switch (pressure) {
            case NOMINAL -> "nominal";
            case MODERATE, HEAVY -> "fair";
            case TRAPPING -> "serious";
            case SLEEPING -> "critical";
        };
    }

    private String run(List<String> command) {
        return tool.apply(command).orElse("");
    }
}
