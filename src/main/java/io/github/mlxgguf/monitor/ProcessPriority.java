package io.github.mlxgguf.monitor;

/**
 * How the system schedules a process.
 *
 * @param nice 0 is normal, above it is less
 * @param background whether macOS keeps it in the background band, off the performance cores
 */
public record ProcessPriority(long pid, int nice, boolean background) {
    /** Whether it gets less than a program that a person starts. */
    public boolean lowered() {
        return background || nice > 0;
    }
}
