package io.github.mlxgguf.metric;

/** Ids of the conditions that samples raise; their meaning and remedy stand in the record package's registry. */
public final class MachineFlags {
    /** Swap in use grew by more than {@link ConditionLimits#SWAP_GROWTH_BYTES}. */
    public static final String SWAP_GREW = "swap_grew";
    /** {@link ConditionLimits#PRESSURE_WARN} or worse. */
    public static final String PRESSURE = "pressure";
    /** Less than {@link ConditionLimits#LOW_MEMORY_PERCENT} available. */
    public static final String LOW_MEMORY = "low_memory";
    /** Any thermal state above nominal. */
    public static final String THERMAL = "thermal";
    /** Any power source but the mains. */
    public static final String ON_BATTERY = "on_battery";
    /** A mode that lowers clock rates. */
    public static final String LOW_POWER_MODE = "low_power_mode";
    /** More than {@link ConditionLimits#LATE_INTERVALS} without a sample. */
    public static final String SAMPLER_LATE = "sampler_late";

    private MachineFlags() {}
}
