package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shares of all cores and of each from {@code /proc/stat}, and the load average. */
final class CpuProbe implements Probe {
    /** The kernel counts in 10 ms steps for each core; half a second keeps the steps at a few per cent of one core. */
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private final Path proc;
    private final ProcFile stat;
    private final ProcFile loadavg;
    private @Nullable CpuTimes before;
    private Map<String, CpuTimes> coresBefore = Map.of();

    CpuProbe(Path proc) {
        this.proc = proc;
        this.stat = new ProcFile(proc.resolve("stat"));
        this.loadavg = new ProcFile(proc.resolve("loadavg"));
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
        sample.load1m(ProcText.load1m(loadavg.read()));
        String text = stat.read();
        CpuTimes now = CpuTimes.parse(text);
        if (now != null && before != null) {
            sample.cpuUser(now.userShareSince(before)).cpuSystem(now.systemShareSince(before));
        }
        before = now;
        Map<String, CpuTimes> cores = CpuTimes.cores(text);
        sample.cpuCores(busy(cores));
        coresBefore = cores;
    }

    /** Null unless each core that there is now was there before: a gap would shift all that follow. */
    private @Nullable List<Double> busy(Map<String, CpuTimes> now) {
        if (now.isEmpty() || !now.keySet().equals(coresBefore.keySet())) {
            return null;
        }
        List<Double> shares = new ArrayList<>();
        for (Map.Entry<String, CpuTimes> core : now.entrySet()) {
            CpuTimes earlier = coresBefore.get(core.getKey());
            Double share = earlier == null ? null : core.getValue().busyShareSince(earlier);
            if (share == null) {
                return null;
            }
            shares.add(share);
        }
        return shares;
    }
}
