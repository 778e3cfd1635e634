package io.github.mlxgguf.monitor.macos;

import org.jspecify.annotations.Nullable;

/** Asks the kernel about processes of this user. */
interface ProcessUsageSource {
    /** The structure that {@link ProcessUsage#parse} takes, or null if there is no such process or this version is not known. */
    byte @Nullable [] read(long pid, ProcessUsage.Flavor flavor);

    /** Lets the interval peak of a process begin anew; false if the system refused. */
    boolean restartIntervalPeak(long pid);

    /** Nanoseconds of a tick of the Mach clock: 125/3 on Apple Silicon, 1 on Intel. */
    double nsPerTick();
}
