package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.monitor.ServerProcesses;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Footprint, peaks, resident size, energy and processor time of the process that holds the model. */
final class WorkerProbe implements Probe {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final ProcessUsageSource source;
    private final ServerProcesses server;
    private final @Nullable Long ramBytes;
    private final LongSupplier clockNs;
    /** The newest version that the system knows; every version is tried until one was. */
    private List<ProcessUsage.Flavor> flavors = List.of(ProcessUsage.Flavor.values());

    private @Nullable Long worker;
    private boolean intervalPeakOurs;
    private @Nullable Reading before;

    private record Reading(long atNs, long cpuTicks) {}

    /**
     * A probe.
     *
     * @param ramBytes physical memory, or null if it is not known
     * @param clockNs the monotonic clock
     */
    WorkerProbe(ProcessUsageSource source, ServerProcesses server, @Nullable Long ramBytes, LongSupplier clockNs) {
        this.source = source;
        this.server = server;
        this.ramBytes = ramBytes;
        this.clockNs = clockNs;
    }

    @Override
    public String name() {
        return "proc_pid_rusage of the worker";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) {
        Long pid = server.workerPid();
        if (pid == null || !pid.equals(worker)) {
            worker = pid;
            before = null;
            intervalPeakOurs = pid != null && source.restartIntervalPeak(pid);
        }
        ProcessUsage usage = pid == null ? null : usage(pid);
        if (usage == null) {
            before = null;
            return;
        }
        Reading now = new Reading(clockNs.getAsLong(), usage.cpuTicks());
        Long resident = usage.residentBytes();
        sample.workerPid(pid)
                .workerFootprintBytes(usage.footprintBytes())
                .workerPeakFootprintBytes(usage.peakFootprintBytes())
                .workerIntervalPeakBytes(intervalPeakOurs ? usage.intervalPeakBytes() : null)
                .workerRssBytes(resident)
                .workerRamShare(resident == null || ramBytes == null ? null : (double) resident / ramBytes)
                .workerEnergyJ(usage.energyJ())
                .workerCpu(cores(before, now));
        before = now;
    }

    private @Nullable Double cores(@Nullable Reading from, Reading to) {
        if (from == null || to.atNs <= from.atNs || to.cpuTicks < from.cpuTicks) {
            return null;
        }
        return (to.cpuTicks - from.cpuTicks) * source.nsPerTick() / (to.atNs - from.atNs);
    }

    private @Nullable ProcessUsage usage(long pid) {
        for (ProcessUsage.Flavor flavor : flavors) {
            byte[] structure = source.read(pid, flavor);
            if (structure != null) {
                flavors = List.of(flavor);
                return ProcessUsage.parse(structure);
            }
        }
        return null;
    }
}
