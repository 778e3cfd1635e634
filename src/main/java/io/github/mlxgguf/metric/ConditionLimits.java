package io.github.mlxgguf.metric;

/** From when on a condition of the machine, or an event in it, is worth a flag; the registries take their texts from here. */
public final class ConditionLimits {
    /** macOS memory pressure: 1 is normal, 2 is warn, 4 is critical. */
    public static final int PRESSURE_WARN = 2;

    /** Growth of swap in use, in bytes. Swap moves by some megabytes on an idle machine too. */
    public static final long SWAP_GROWTH_BYTES = 16_000_000;

    /** Share of the machine's memory, in per cent, under which what is available is little. */
    public static final int LOW_MEMORY_PERCENT = 5;

    /** The sampler is late when it brings nothing for more than this many intervals. */
    public static final int LATE_INTERVALS = 5;

    /** Distance of two baselines, in bytes, that are not of the same machine state. */
    public static final long BASELINE_DRIFT_BYTES = 300_000_000;

    /** Share of all cores, in per cent. An idle machine with the suite on it uses about one. */
    public static final int BUSY_PERCENT = 20;

    /** Memory counts as settled within this distance of the baseline, in bytes: what other programs shift by themselves. */
    public static final long SETTLED_WITHIN_BYTES = 300_000_000;

    /** How long memory may take to settle, in seconds. */
    public static final int SETTLE_SECONDS = 30;

    /** Share of the machine's memory, in per cent, whose loss within {@link #DROP_SECONDS} is sudden. */
    public static final int DROP_PERCENT = 5;

    /** See {@link #DROP_PERCENT}. */
    public static final int DROP_SECONDS = 1;

    /** Swap that grows by {@link #SWAP_GROWTH_BYTES} within this time has an onset. */
    public static final int SWAP_ONSET_SECONDS = 60;

    /** Growth of a worker's memory, in per cent of what it was, that is no noise. */
    public static final int GROWTH_PERCENT = 2;

    /** The same in bytes; both must be exceeded. */
    public static final long GROWTH_BYTES = 16_000_000;

    /** Fewer generations have no first and last third to speak of. */
    public static final int GROWTH_GENERATIONS = 6;

    /** Loss of decode rate, in per cent, that is no noise. */
    public static final int THROTTLING_PERCENT = 10;

    /** Fewer generations are no course. */
    public static final int THROTTLING_GENERATIONS = 3;

    /** Answers whose lengths differ by more than this, in per cent, are not the same work. */
    public static final int SAME_WORK_PERCENT = 5;

    static final long BYTES_PER_MB = 1_000_000;
    static final double BYTES_PER_GB = 1e9;
    static final double NS_PER_SECOND = 1e9;

    private ConditionLimits() {}
}
