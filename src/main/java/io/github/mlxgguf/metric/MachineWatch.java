package io.github.mlxgguf.metric;

import static io.github.mlxgguf.metric.ConditionLimits.LATE_INTERVALS;
import static io.github.mlxgguf.metric.ConditionLimits.LOW_MEMORY_PERCENT;
import static io.github.mlxgguf.metric.ConditionLimits.PRESSURE_WARN;
import static io.github.mlxgguf.metric.ConditionLimits.SWAP_GROWTH_BYTES;

import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of the machine over a stretch of time, from its samples one by one, in constant memory. Of a cell, of a load, or of a
 * whole session. Not safe for use by several threads at once.
 */
public final class MachineWatch {
    /** A reading from before the stretch holds in it for at most this long; the slowest source is read every ten seconds. */
    public static final Duration CARRY = Duration.ofSeconds(60);

    private static final String NOMINAL = "nominal";
    private static final String MAINS = "mains";

    /** In the order in which they are told. */
    private static final List<String> ORDER = List.of(
            MachineFlags.SWAP_GREW,
            MachineFlags.PRESSURE,
            MachineFlags.LOW_MEMORY,
            MachineFlags.THERMAL,
            MachineFlags.ON_BATTERY,
            MachineFlags.LOW_POWER_MODE,
            MachineFlags.SAMPLER_LATE);

    private final long intervalNs;
    private final @Nullable Long ramBytes;
    private final Set<String> raised = new TreeSet<>();
    private @Nullable Long lastNs;
    private @Nullable Long lowestSwap;
    private @Nullable Integer carriedPressure;
    private @Nullable Long carriedAvailable;
    private @Nullable String carriedThermal;
    private @Nullable String carriedSource;
    private @Nullable Boolean carriedLowPower;

    /**
     * A stretch that has yet to begin.
     *
     * @param interval the sampling grid
     * @param ramBytes the machine's memory; null if unknown, and then no memory is little
     */
    public MachineWatch(Duration interval, @Nullable Long ramBytes) {
        this.intervalNs = interval.toNanos();
        this.ramBytes = ramBytes;
    }

    /**
     * Takes a sample from before the stretch, oldest first, none older than {@link #CARRY}: what was last read there is what the
     * stretch begins with, since some sources are read every few seconds only.
     */
    public void carry(Sample sample) {
        lastNs = sample.tNs();
        lowestSwap = sample.swapUsedBytes() == null ? lowestSwap : sample.swapUsedBytes();
        carriedPressure = sample.pressure() == null ? carriedPressure : sample.pressure();
        carriedAvailable = sample.availableBytes() == null ? carriedAvailable : sample.availableBytes();
        carriedThermal = sample.thermal() == null ? carriedThermal : sample.thermal();
        carriedSource = sample.powerSource() == null ? carriedSource : sample.powerSource();
        carriedLowPower = sample.lowPowerMode() == null ? carriedLowPower : sample.lowPowerMode();
    }

    /** The stretch begins: where nothing was carried into it, samples should come from here on. */
    public void begins(long tNs) {
        lastNs = lastNs == null ? (Long) tNs : lastNs;
    }

    /** Takes a sample of the stretch, oldest first. */
    public void accept(Sample sample) {
        beSeenUntil(sample.tNs());
        lastNs = sample.tNs();
        swap(sample.swapUsedBytes());
        judge(
                sample.pressure(),
                sample.availableBytes(),
                sample.thermal(),
                sample.powerSource(),
                sample.lowPowerMode());
    }

    /** The stretch ended; samples should have come until then. */
    public void ended(long tNs) {
        beSeenUntil(tNs);
    }

    /** Ids of the conditions so far, each once, in a fixed order. */
    public List<String> flags() {
        judge(carriedPressure, carriedAvailable, carriedThermal, carriedSource, carriedLowPower);
        List<String> flags = new ArrayList<>(ORDER);
        flags.retainAll(raised);
        return flags;
    }

    private void beSeenUntil(long tNs) {
        Long before = lastNs;
        raise(MachineFlags.SAMPLER_LATE, before != null && tNs - before > LATE_INTERVALS * intervalNs);
    }

    /** Against the lowest so far and not the first: swap that was given back and taken again has grown. */
    private void swap(@Nullable Long bytes) {
        if (bytes == null) {
            return;
        }
        Long lowest = lowestSwap;
        raise(MachineFlags.SWAP_GREW, lowest != null && bytes - lowest > SWAP_GROWTH_BYTES);
        lowestSwap = lowest == null ? bytes : (Long) Math.min(lowest, bytes);
    }

    private void judge(
            @Nullable Integer pressure,
            @Nullable Long available,
            @Nullable String thermal,
            @Nullable String source,
            @Nullable Boolean lowPower) {
        raise(MachineFlags.PRESSURE, pressure != null && pressure >= PRESSURE_WARN);
        raise(
                MachineFlags.LOW_MEMORY,
                available != null && ramBytes != null && available < ramBytes * (LOW_MEMORY_PERCENT / 100.0));
        raise(MachineFlags.THERMAL, thermal != null && !thermal.equals(NOMINAL));
        raise(MachineFlags.ON_BATTERY, source != null && !source.equals(MAINS));
        raise(MachineFlags.LOW_POWER_MODE, lowPower != null && lowPower);
    }

    private void raise(String flag, boolean condition) {
        if (condition) {
            raised.add(flag);
        }
    }
}
