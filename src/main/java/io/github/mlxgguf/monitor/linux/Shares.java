package io.github.mlxgguf.monitor.linux;

import org.jspecify.annotations.Nullable;

/** Shares with four digits after the point: a file of a day holds a million of them, and none is known better. */
final class Shares {
    private static final double STEPS = 10_000;

    private Shares() {}

    /** Part of the whole; null if either is unknown, the whole is not more than 0 or the part is less. */
    static @Nullable Double rounded(@Nullable Long part, @Nullable Long whole) {
        return part == null || whole == null || whole <= 0 || part < 0 ? null : (Double) rounded((double) part / whole);
    }

    static double rounded(double share) {
        return Math.round(share * STEPS) / STEPS;
    }
}
