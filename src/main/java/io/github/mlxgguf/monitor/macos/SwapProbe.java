package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.time.Duration;
import oshi.hardware.VirtualMemory;

/** Swap in use; on macOS the sysctl {@code vm.swapusage}, which has no rate limit. */
final class SwapProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final VirtualMemory memory;

    SwapProbe(VirtualMemory memory) {
        this.memory = memory;
    }

    @Override
    public String name() {
        return "swap usage";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) {
        sample.swapUsedBytes(memory.getSwapUsed());
    }
}
