package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeProcessUsageTest {
    /** Under Rosetta {@code mach_timebase_info} says 1/1 while the kernel counts at 24 MHz. */
    @Test
    void theKernelsOwnWordOnItsTicksCounts() {
        assertThat(NativeProcessUsage.nsPerTick(24_000_000L, 1, 1)).isEqualTo(1e9 / 24_000_000);
        assertThat(NativeProcessUsage.nsPerTick(null, 125, 3)).isEqualTo(125.0 / 3);
        assertThat(NativeProcessUsage.nsPerTick(0L, 1, 1)).isEqualTo(1);
    }
}
