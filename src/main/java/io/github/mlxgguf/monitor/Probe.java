package io.github.mlxgguf.monitor;

import java.io.IOException;
import java.time.Duration;

/**
 * Reads one source of the machine.
 *
 * <p>A probe sets what it read and leaves the rest alone: what it does not set stays null. It may throw; the sampler then
 * drops everything the probe set at that tick and logs the first such failure. A probe is only ever read from one thread.
 */
public interface Probe extends AutoCloseable {
    /** What it reads, for log lines; for example {@code /proc/meminfo}. */
    String name();

    /**
     * The shortest time between two readings that still differ honestly. The sampler reads no faster; a probe slower than the
     * sampling grid is read on another thread and appears only in the first sample after each reading.
     */
    Duration interval();

    /** Whether a reading starts a process, and so may take many milliseconds: it never holds up the sampling grid, however slow that is. */
    default boolean spawns() {
        return false;
    }

    /**
     * Reads the source once.
     *
     * @param sample takes the values
     * @throws IOException if the source cannot be read
     */
    void read(SampleBuilder sample) throws IOException;

    /** Lets go of what the probe holds; most hold nothing. Called after the last reading, perhaps more than once. */
    @Override
    default void close() {}
}
