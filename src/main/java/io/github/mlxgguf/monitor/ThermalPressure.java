package io.github.mlxgguf.monitor;

import java.util.Locale;
import java.util.Optional;

/**
 * How hot a Mac is: the levels of the Darwin notification {@code com.apple.system.thermalpressurelevel}, in its order
 * ({@code OSThermalNotification.h}).
 */
public enum ThermalPressure {
    NOMINAL,
    MODERATE,
    HEAVY,
    TRAPPING,
    SLEEPING;

    /** The level with this number, from 0; empty if there is none. */
    public static Optional<ThermalPressure> of(long number) {
        return number >= 0 && number < values().length ? Optional.of(values()[(int) number]) : Optional.empty();
    }

    /** For people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
