package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.Sample;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sample in the making; probes set what they read. The names, units and meanings are those of {@link Sample}; setting null
 * (or NaN) leaves a value unknown. Not safe for use by several threads at once.
 */
public final class SampleBuilder {
    /** Stands for "not read": the bits of a NaN that no computation yields, and no size or count of a real machine. */
    static final long ABSENT = 0x7ff8_0bad_0bad_0badL;

    /** The values, kept as bits so that a store can hold them without a box each. */
    enum Field {
        COMMITTED(0),
        AVAILABLE(1),
        SWAP_USED(2),
        PRESSURE(3),
        PRESSURE_STALL(4),
        WORKER_PID(5),
        WORKER_FOOTPRINT(6),
        WORKER_ANON(7),
        WORKER_FILE(8),
        WORKER_RSS(9),
        SERVER_TREE(10),
        CPU_USER(11),
        CPU_SYSTEM(12),
        LOAD_1M(13),
        GPU_DEVICE(14),
        GPU_RENDERER(15),
        GPU_TILER(16),
        GPU_MEMORY(17),
        POWER(18);

        static final int COUNT = values().length;

        /** Where it stands in a row; 0, 1, 2 … without a gap. */
        final int column;

        Field(int column) {
            this.column = column;
        }
    }

    private final long[] bits = new long[Field.COUNT];
    private @Nullable String thermal;

    /** An empty sample. */
    public SampleBuilder() {
        clear();
    }

    /** Sets {@link Sample#committedBytes()}. */
    public SampleBuilder committedBytes(@Nullable Long bytes) {
        return set(Field.COMMITTED, bytes);
    }

    /** Sets {@link Sample#availableBytes()}. */
    public SampleBuilder availableBytes(@Nullable Long bytes) {
        return set(Field.AVAILABLE, bytes);
    }

    /** Sets {@link Sample#swapUsedBytes()}. */
    public SampleBuilder swapUsedBytes(@Nullable Long bytes) {
        return set(Field.SWAP_USED, bytes);
    }

    /** Sets {@link Sample#pressure()}. */
    public SampleBuilder pressure(@Nullable Integer level) {
        return set(Field.PRESSURE, level);
    }

    /** Sets {@link Sample#pressureStallUs()}. */
    public SampleBuilder pressureStallUs(@Nullable Long microseconds) {
        return set(Field.PRESSURE_STALL, microseconds);
    }

    /** Sets {@link Sample#workerPid()}. */
    public SampleBuilder workerPid(@Nullable Long pid) {
        return set(Field.WORKER_PID, pid);
    }

    /** Sets {@link Sample#workerFootprintBytes()}. */
    public SampleBuilder workerFootprintBytes(@Nullable Long bytes) {
        return set(Field.WORKER_FOOTPRINT, bytes);
    }

    /** Sets {@link Sample#workerAnonBytes()}. */
    public SampleBuilder workerAnonBytes(@Nullable Long bytes) {
        return set(Field.WORKER_ANON, bytes);
    }

    /** Sets {@link Sample#workerFileBytes()}. */
    public SampleBuilder workerFileBytes(@Nullable Long bytes) {
        return set(Field.WORKER_FILE, bytes);
    }

    /** Sets {@link Sample#workerRssBytes()}. */
    public SampleBuilder workerRssBytes(@Nullable Long bytes) {
        return set(Field.WORKER_RSS, bytes);
    }

    /** Sets {@link Sample#serverTreeBytes()}. */
    public SampleBuilder serverTreeBytes(@Nullable Long bytes) {
        return set(Field.SERVER_TREE, bytes);
    }

    /** Sets {@link Sample#cpuUser()}. */
    public SampleBuilder cpuUser(@Nullable Double share) {
        return set(Field.CPU_USER, share);
    }

    /** Sets {@link Sample#cpuSystem()}. */
    public SampleBuilder cpuSystem(@Nullable Double share) {
        return set(Field.CPU_SYSTEM, share);
    }

    /** Sets {@link Sample#load1m()}. */
    public SampleBuilder load1m(@Nullable Double load) {
        return set(Field.LOAD_1M, load);
    }

    /** Sets {@link Sample#gpuDevice()}. */
    public SampleBuilder gpuDevice(@Nullable Double share) {
        return set(Field.GPU_DEVICE, share);
    }

    /** Sets {@link Sample#gpuRenderer()}. */
    public SampleBuilder gpuRenderer(@Nullable Double share) {
        return set(Field.GPU_RENDERER, share);
    }

    /** Sets {@link Sample#gpuTiler()}. */
    public SampleBuilder gpuTiler(@Nullable Double share) {
        return set(Field.GPU_TILER, share);
    }

    /** Sets {@link Sample#gpuMemoryBytes()}. */
    public SampleBuilder gpuMemoryBytes(@Nullable Long bytes) {
        return set(Field.GPU_MEMORY, bytes);
    }

    /** Sets {@link Sample#powerW()}. */
    public SampleBuilder powerW(@Nullable Double watts) {
        return set(Field.POWER, watts);
    }

    /** Sets {@link Sample#thermal()}. */
    public SampleBuilder thermal(@Nullable String state) {
        thermal = state;
        return this;
    }

    /** The sample; what was never set is null. */
    public Sample build(long tNs) {
        Long pressure = longOf(Field.PRESSURE);
        return new Sample(
                tNs,
                longOf(Field.COMMITTED),
                longOf(Field.AVAILABLE),
                longOf(Field.SWAP_USED),
                pressure == null ? null : pressure.intValue(),
                longOf(Field.PRESSURE_STALL),
                longOf(Field.WORKER_PID),
                longOf(Field.WORKER_FOOTPRINT),
                longOf(Field.WORKER_ANON),
                longOf(Field.WORKER_FILE),
                longOf(Field.WORKER_RSS),
                longOf(Field.SERVER_TREE),
                doubleOf(Field.CPU_USER),
                doubleOf(Field.CPU_SYSTEM),
                doubleOf(Field.LOAD_1M),
                doubleOf(Field.GPU_DEVICE),
                doubleOf(Field.GPU_RENDERER),
                doubleOf(Field.GPU_TILER),
                longOf(Field.GPU_MEMORY),
                doubleOf(Field.POWER),
                thermal);
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(bits, ABSENT);
        thermal = null;
    }

    /** Takes over what the other one knows. */
    void merge(SampleBuilder other) {
        for (int field = 0; field < bits.length; field++) {
            if (other.bits[field] != ABSENT) {
                bits[field] = other.bits[field];
            }
        }
        if (other.thermal != null) {
            thermal = other.thermal;
        }
    }

    long bits(Field field) {
        return bits[field.column];
    }

    SampleBuilder bits(Field field, long value) {
        bits[field.column] = value;
        return this;
    }

    @Nullable
    String thermal() {
        return thermal;
    }

    private SampleBuilder set(Field field, @Nullable Long value) {
        return bits(field, value == null ? ABSENT : value);
    }

    private SampleBuilder set(Field field, @Nullable Integer value) {
        return bits(field, value == null ? ABSENT : value.longValue());
    }

    private SampleBuilder set(Field field, @Nullable Double value) {
        return bits(field, value == null || value.isNaN() ? ABSENT : Double.doubleToRawLongBits(value));
    }

    private @Nullable Long longOf(Field field) {
        long value = bits(field);
        return value == ABSENT ? null : value;
    }

    private @Nullable Double doubleOf(Field field) {
        long value = bits(field);
        return value == ABSENT ? null : Double.longBitsToDouble(value);
    }
}
