package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Memory stalls from {@code /proc/pressure/memory}; a kernel without PSI has no such file, and then nothing is read. */
final class PressureProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Path file;

    PressureProbe(Path proc) {
        this.file = proc.resolve("pressure/memory");
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        if (Files.exists(file)) {
            sample.pressureStallUs(ProcText.stalledUs(Files.readString(file)));
        }
    }
}
