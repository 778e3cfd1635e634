package io.github.mlxgguf.monitor.macos;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How the sources are opened that are not tools of the system; the native ones may throw where the system does not have them.
 *
 * @param kernel values by name
 * @param usage processes
 * @param gpu driver of the GPU
 * @param macmon where macmon is installed, if it is
 */
record MacSources(
        Supplier<KernelValues> kernel,
        Supplier<ProcessUsageSource> usage,
        Supplier<GpuSource> gpu,
        Supplier<Optional<Path>> macmon) {
    /** Those of this machine. */
    static MacSources ofThisMachine() {
        return new MacSources(
                NativeKernelValues::new,
                () -> new NativeProcessUsage(new NativeKernelValues()),
                NativeGpu::new,
                () -> MacmonProbe.find(System.getenv().getOrDefault("PATH", "")));
    }
}
