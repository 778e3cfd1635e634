package io.github.mlxgguf.monitor.macos;

import java.util.function.Supplier;

/** How the native sources are opened; each may throw where the system does not have it. */
record MacSources(Supplier<KernelValues> kernel, Supplier<ProcessUsageSource> usage) {}
