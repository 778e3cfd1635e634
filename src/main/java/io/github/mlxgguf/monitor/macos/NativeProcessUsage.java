package io.github.mlxgguf.monitor.macos;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/** {@code proc_pid_rusage}, one system call; it needs no entitlement for processes of the same user. */
final class NativeProcessUsage implements ProcessUsageSource {
    /** Some more than the largest version, should the system write more. */
    private static final int ROOM = 1024;

    private static final String TICKS_PER_SECOND = "hw.tbfrequency";
    private static final double NS_PER_SECOND = 1e9;

    private final LibSystem system = Native.load("System", LibSystem.class);
    private final Memory buffer = new Memory(ROOM);
    private final double nsPerTick;

    /** Names and parameters are those of {@code libproc.h} and {@code mach_time.h}. */
    interface LibSystem extends Library {
        int proc_pid_rusage(int pid, int flavor, Pointer buffer);

        int proc_reset_footprint_interval(int pid);

        int mach_timebase_info(int[] numeratorAndDenominator);
    }

    NativeProcessUsage(KernelValues kernel) {
        int[] timebase = new int[2];
        if (system.mach_timebase_info(timebase) != 0 || timebase[1] == 0) {
            throw new IllegalStateException("mach_timebase_info failed");
        }
        nsPerTick = nsPerTick(kernel.number(TICKS_PER_SECOND), timebase[0], timebase[1]);
    }

    /**
     * The length of a tick of the kernel.
     *
     * @param ticksPerSecond the kernel's own word, or null
     * @param numerator what {@code mach_timebase_info} says; in a JVM for Intel under Rosetta it says 1/1, and the kernel still
     *     counts in ticks of the chip
     */
    static double nsPerTick(@Nullable Long ticksPerSecond, int numerator, int denominator) {
        return ticksPerSecond != null && ticksPerSecond > 0
                ? NS_PER_SECOND / ticksPerSecond
                : (double) numerator / denominator;
    }

    @Override
    public synchronized byte @Nullable [] read(long pid, ProcessUsage.Flavor flavor) {
        return system.proc_pid_rusage(Math.toIntExact(pid), flavor.number, buffer) == 0
                ? buffer.getByteArray(0, flavor.bytes)
                : null;
    }

    @Override
    public boolean restartIntervalPeak(long pid) {
        try {
            return system.proc_reset_footprint_interval(Math.toIntExact(pid)) == 0;
        } catch (UnsatisfiedLinkError olderSystem) {
            return false;
        }
    }

    @Override
    public double nsPerTick() {
        return nsPerTick;
    }
}
