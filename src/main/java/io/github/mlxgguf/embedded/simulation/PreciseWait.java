package io.github.mlxgguf.embedded.simulation;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for moments: sleeps for most of the time and spins at the very end. */
final class PreciseWait {
    /** Linux wakes a thread about 50 µs late by default (its timer slack); longer spinning would cost the other core. */
    private static final long SPIN_NS = 80_000;
    /** A wait is looked up from so often, to see whether anybody still waits for the answer. */
    private static final long LOOK_NS = 2_000_000;

    private PreciseWait() {}

    /**
     * Returns at the moment, or soon after {@code stop} turns true.
     *
     * @param momentNs in {@link System#nanoTime()}
     */
    static void until(long momentNs, BooleanSupplier stop) {
        long left = momentNs - System.nanoTime();
        while (left > 0 && !stop.getAsBoolean()) {
            if (left > SPIN_NS) {
                LockSupport.parkNanos(Math.min(left - SPIN_NS, LOOK_NS));
            } else {
                Thread.onSpinWait();
            }
            left = momentNs - System.nanoTime();
        }
    }
}
