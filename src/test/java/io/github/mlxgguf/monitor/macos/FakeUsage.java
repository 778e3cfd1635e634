package io.github.mlxgguf.monitor.macos;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process as {@code proc_pid_rusage} of a certain system tells it. */
final class FakeUsage implements ProcessUsageSource {
    final ByteBuffer structure = ByteBuffer.allocate(464).order(ByteOrder.LITTLE_ENDIAN);
    final List<String> calls = new ArrayList<>();
    ProcessUsage.Flavor newest = ProcessUsage.Flavor.V6;
    boolean canRestart = true;
    long pid;

    FakeUsage(long pid) {
        this.pid = pid;
        structure
                .putLong(16, 2_000)
                .putLong(24, 1_000)
                .putLong(64, 40_000_000)
                .putLong(72, 50_000_000)
                .putLong(240, 90_000_000)
                .putLong(280, 70_000_000)
                .putLong(336, 2_500_000_000L);
    }

    @Override
    public byte @Nullable [] read(long asked, ProcessUsage.Flavor flavor) {
        calls.add("read " + asked + " " + flavor);
        return asked == pid && flavor.number <= newest.number ? Arrays.copyOf(structure.array(), flavor.bytes) : null;
    }

    @Override
    public boolean restartIntervalPeak(long asked) {
        calls.add("restart " + asked);
        return canRestart;
    }

    @Override
    public double nsPerTick() {
        return 125.0 / 3;
    }
}
