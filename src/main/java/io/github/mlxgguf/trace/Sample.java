package io.github.mlxgguf.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One reading of the machine. A component is null where it was not read at this tick; it is never 0 for want of a value.
 *
 * @param tNs end of the reading, nanoseconds of the session clock
 * @param committedBytes memory that the whole system could not drop, the primary figure
 * @param availableBytes memory available by the operating system's own estimate; floor checks only
 * @param swapUsedBytes swap in use
 * @param pressure macOS memory pressure: 1 normal, 2 warn, 4 critical. Linux: null
 * @param pressureStallUs Linux PSI: microseconds that some task stalled on memory since boot. macOS: null
 * @param workerPid the process that holds the model
 * @param workerFootprintBytes macOS {@code phys_footprint} of the worker, without mmap'd weights
 * @param workerAnonBytes Linux: anonymous resident memory of the worker
 * @param workerFileBytes Linux: file-backed resident memory of the worker
 * @param workerRssBytes resident size of the worker; never used for a ranking
 * @param serverTreeBytes resident size of the server's whole process tree, worker included
 * @param cpuUser share of all cores in user mode since the last reading, 0..1
 * @param cpuSystem share of all cores in the kernel since the last reading, 0..1
 * @param load1m load average over one minute
 * @param gpuDevice GPU busy, 0..1
 * @param gpuRenderer GPU renderer busy, 0..1
 * @param gpuTiler GPU tiler busy, 0..1
 * @param gpuMemoryBytes GPU "in use system memory"
 * @param powerW power of the package in watts
 * @param thermal macOS thermal state: nominal, fair, serious, critical
 * @param wiredBytes macOS: memory that can neither be paged out nor compressed; part of committed
 * @param compressorBytes macOS: physical memory that the compressor occupies; part of committed
 * @param fileBackedBytes memory that holds the contents of files and can be dropped: macOS "file-backed pages", Linux page cache
 * @param purgeableBytes macOS: anonymous memory whose owner lets the system drop it
 * @param workerPeakFootprintBytes macOS: highest {@code phys_footprint} in the worker's life; the kernel keeps it, so no tick can miss it
 * @param workerIntervalPeakBytes macOS: highest {@code phys_footprint} since it was last reset
 * @param workerVirtualBytes virtual size of the worker, resident or not
 * @param workerRamShare resident size of the worker as a share of the machine's memory, 0..1
 * @param workerCpu processor time of the worker per second since the last reading; 1 is one core
 * @param workerEnergyJ macOS: processor energy of the worker since it started, in joules, GPU not included
 * @param cpuPowerW power of the processor cores in watts
 * @param gpuPowerW power of the GPU in watts
 * @param temperatureC mean processor temperature in degrees Celsius
 * @param gpuTemperatureC mean GPU temperature in degrees Celsius
 * @param powerSource what the machine runs on: mains, battery or ups
 * @param lowPowerMode whether a mode that lowers clock rates is on
 * @param cpuCores share of each core that was busy since the last reading, 0..1; kept in the file only
 */
public record Sample(
        long tNs,
        @Nullable Long committedBytes,
        @Nullable Long availableBytes,
        @Nullable Long swapUsedBytes,
        @Nullable Integer pressure,
        @Nullable Long pressureStallUs,
        @Nullable Long workerPid,
        @Nullable Long workerFootprintBytes,
        @Nullable Long workerAnonBytes,
        @Nullable Long workerFileBytes,
        @Nullable Long workerRssBytes,
        @Nullable Long serverTreeBytes,
        @Nullable Double cpuUser,
        @Nullable Double cpuSystem,
        @Nullable Double load1m,
        @Nullable Double gpuDevice,
        @Nullable Double gpuRenderer,
        @Nullable Double gpuTiler,
        @Nullable Long gpuMemoryBytes,
        @Nullable Double powerW,
        @Nullable String thermal,
        @Nullable Long wiredBytes,
        @Nullable Long compressorBytes,
        @Nullable Long fileBackedBytes,
        @Nullable Long purgeableBytes,
        @Nullable Long workerPeakFootprintBytes,
        @Nullable Long workerIntervalPeakBytes,
        @Nullable Long workerVirtualBytes,
        @Nullable Double workerRamShare,
        @Nullable Double workerCpu,
        @Nullable Double workerEnergyJ,
        @Nullable Double cpuPowerW,
        @Nullable Double gpuPowerW,
        @Nullable Double temperatureC,
        @Nullable Double gpuTemperatureC,
        @Nullable String powerSource,
        @Nullable Boolean lowPowerMode,
        @Nullable List<Double> cpuCores) {
    /** Copies the list. */
    public Sample {
        cpuCores = cpuCores == null ? null : List.copyOf(cpuCores);
    }
}
