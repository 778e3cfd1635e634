package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.IOException;
import java.time.Duration;

/**
 * How busy the GPU is, and the system memory that its driver counts as in use.
 *
 * <p>Busy is not "how much work": a GPU at a third of its clock rate may be busy all the time. The memory holds what MLX
 * allocates and hardly anything of a GGUF file that is mapped into memory.
 */
final class GpuProbe implements Probe {
    /** Slower than the grid: the call goes through the driver. */
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final GpuSource source;

    GpuProbe(GpuSource source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "the GPU's statistics";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        GpuStatistics.readInto(sample, source.read());
    }

    @Override
    public void close() {
        source.close();
    }
}
