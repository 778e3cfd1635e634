package io.github.mlxgguf.trace;

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
        @Nullable String thermal) {}
