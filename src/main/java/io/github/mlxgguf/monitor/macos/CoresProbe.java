package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;

/** Shares of all cores, the busy share of each, and the load average. Reads the ticks core by core: the kernel limits the rate of the sums. */
final class CoresProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private static final TickType[] BUSY = {
        TickType.USER, TickType.NICE, TickType.SYSTEM, TickType.IRQ, TickType.SOFTIRQ
    };

    private final CentralProcessor processor;
    private long @Nullable [][] before;

    CoresProbe(CentralProcessor processor) {
        this.processor = processor;
    }

    @Override
    public String name() {
        return "processor ticks";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) {
        double load = processor.getSystemLoadAverage(1)[0];
        sample.load1m(load < 0 ? null : load);
        long[][] now = processor.getProcessorCpuLoadTicks();
        if (before != null && before.length == now.length) {
            long[] from = sum(before);
            long[] to = sum(now);
            sample.cpuUser(share(from, to, TickType.USER, TickType.NICE))
                    .cpuSystem(share(from, to, TickType.SYSTEM, TickType.IRQ, TickType.SOFTIRQ))
                    .cpuCores(cores(before, now));
        }
        before = now;
    }

    /** The busy share of each core, or null if that of one is not known. */
    static @Nullable List<Double> cores(long[][] before, long[][] now) {
        List<Double> shares = new ArrayList<>(now.length);
        for (int core = 0; core < now.length; core++) {
            Double busy = share(before[core], now[core], BUSY);
            if (busy == null) {
                return null;
            }
            shares.add(busy);
        }
        return shares;
    }

    static @Nullable Double share(long[] before, long[] now, TickType... types) {
        long whole = 0;
        for (TickType type : TickType.values()) {
            whole += now[type.getIndex()] - before[type.getIndex()];
        }
        long part = 0;
        for (TickType type : types) {
            part += now[type.getIndex()] - before[type.getIndex()];
        }
        return whole <= 0 || part < 0 || part > whole ? null : (double) part / whole;
    }

    private static long[] sum(long[][] cores) {
        long[] sum = new long[TickType.values().length];
        for (long[] core : cores) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += core[i];
            }
        }
        return sum;
    }
}
