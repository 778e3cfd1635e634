package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Swap in use and the level of memory pressure, from the kernel; neither has a rate limit. */
final class SwapProbe implements Probe {
    static final String SWAP = "vm.swapusage";
    static final String PRESSURE = "kern.memorystatus_vm_pressure_level";

    private static final Duration INTERVAL = Duration.ofMillis(50);

    /** {@code struct xsw_usage}: total, available and used bytes, page size, encrypted (xnu {@code bsd/sys/sysctl.h}). */
    private static final int SWAP_BYTES = 32;

    private static final int SWAP_USED = 16;

    private static final int NORMAL = 1;
    private static final int WARN = 2;
    private static final int CRITICAL = 4;

    private final KernelValues kernel;

    SwapProbe(KernelValues kernel) {
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return "swap usage and memory pressure";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) {
        sample.swapUsedBytes(swapUsedBytes(kernel.read(SWAP))).pressure(pressure(kernel.number(PRESSURE)));
    }

    static @Nullable Long swapUsedBytes(byte @Nullable [] usage) {
        return usage == null || usage.length < SWAP_BYTES
                ? null
                : ByteBuffer.wrap(usage).order(ByteOrder.LITTLE_ENDIAN).getLong(SWAP_USED);
    }

    /** The level, or null if it is none of the three that there are. */
    static @Nullable Integer pressure(@Nullable Long level) {
        return level != null && (level == NORMAL || level == WARN || level == CRITICAL) ? level.intValue() : null;
    }
}
