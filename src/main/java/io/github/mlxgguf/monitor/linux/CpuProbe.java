package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shares of all cores from {@code /proc/stat}, and the load average. */
final class CpuProbe implements Probe {
    /** The kernel counts in 10 ms steps for each core; half a second keeps the steps at a few per cent of one core. */
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Path proc;
    private @Nullable CpuTimes before;

    CpuProbe(Path proc) {
        this.proc = proc;
    }

    @Override
    public String name() {
        return proc.resolve("stat") + " and " + proc.resolve("loadavg");
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) throws IOException {
        sample.load1m(ProcText.load1m(Files.readString(proc.resolve("loadavg"))));
        CpuTimes now = CpuTimes.parse(Files.readString(proc.resolve("stat")));
        if (now != null && before != null) {
            sample.cpuUser(now.userShareSince(before)).cpuSystem(now.systemShareSince(before));
        }
        before = now;
    }
}
