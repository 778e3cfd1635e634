package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Memory stalls from {@code /proc/pressure/memory}; a kernel without PSI has no such file, and then nothing is read. */
final class PressureProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final Path path;
    private final @Nullable ProcFile file;

    PressureProbe(Path proc) {
        this.path = proc.resolve("pressure/memory");
        this.file = Files.exists(path) ? new ProcFile(path) : null;
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        if (file != null) {
            sample.pressureStallUs(ProcText.stalledUs(file.read()));
        }
    }
}
