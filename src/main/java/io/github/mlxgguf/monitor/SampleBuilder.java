package io.github.mlxgguf.monitor;

import io.github.mlxgguf.trace.Sample;
import java.util.Arrays;
import java.util.List;
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
        POWER(18),
        WIRED(19),
        COMPRESSOR(20),
        FILE_BACKED(21),
        PURGEABLE(22),
        WORKER_PEAK_FOOTPRINT(23),
        WORKER_INTERVAL_PEAK(24),
        WORKER_VIRTUAL(25),
        WORKER_RAM_SHARE(26),
        WORKER_CPU(27),
        WORKER_ENERGY(28),
        CPU_POWER(29),
        GPU_POWER(30),
        TEMPERATURE(31),
        GPU_TEMPERATURE(32),
        LOW_POWER(33);

        static final int COUNT = values().length;

        /** Where it stands in a row; 0, 1, 2 … without a gap. */
        final int column;

        Field(int column) {
            this.column = column;
        }
    }

    private final long[] bits = new long[Field.COUNT];
    private @Nullable String thermal;
    private @Nullable String powerSource;
    private @Nullable List<Double> cpuCores;

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

    /** Sets {@link Sample#wiredBytes()}. */
    public SampleBuilder wiredBytes(@Nullable Long bytes) {
        return set(Field.WIRED, bytes);
    }

    /** Sets {@link Sample#compressorBytes()}. */
    public SampleBuilder compressorBytes(@Nullable Long bytes) {
        return set(Field.COMPRESSOR, bytes);
    }

    /** Sets {@link Sample#fileBackedBytes()}. */
    public SampleBuilder fileBackedBytes(@Nullable Long bytes) {
        return set(Field.FILE_BACKED, bytes);
    }

    /** Sets {@link Sample#purgeableBytes()}. */
    public SampleBuilder purgeableBytes(@Nullable Long bytes) {
        return set(Field.PURGEABLE, bytes);
    }

    /** Sets {@link Sample#workerPeakFootprintBytes()}. */
    public SampleBuilder workerPeakFootprintBytes(@Nullable Long bytes) {
        return set(Field.WORKER_PEAK_FOOTPRINT, bytes);
    }

    /** Sets {@link Sample#workerIntervalPeakBytes()}. */
    public SampleBuilder workerIntervalPeakBytes(@Nullable Long bytes) {
        return set(Field.WORKER_INTERVAL_PEAK, bytes);
    }

    /** Sets {@link Sample#workerVirtualBytes()}. */
    public SampleBuilder workerVirtualBytes(@Nullable Long bytes) {
        return set(Field.WORKER_VIRTUAL, bytes);
    }

    /** Sets {@link Sample#workerRamShare()}. */
    public SampleBuilder workerRamShare(@Nullable Double share) {
        return set(Field.WORKER_RAM_SHARE, share);
    }

    /** Sets {@link Sample#workerCpu()}. */
    public SampleBuilder workerCpu(@Nullable Double cores) {
        return set(Field.WORKER_CPU, cores);
    }

    /** Sets {@link Sample#workerEnergyJ()}. */
    public SampleBuilder workerEnergyJ(@Nullable Double joules) {
        return set(Field.WORKER_ENERGY, joules);
    }

    /** Sets {@link Sample#cpuPowerW()}. */
    public SampleBuilder cpuPowerW(@Nullable Double watts) {
        return set(Field.CPU_POWER, watts);
    }

    /** Sets {@link Sample#gpuPowerW()}. */
    public SampleBuilder gpuPowerW(@Nullable Double watts) {
        return set(Field.GPU_POWER, watts);
    }

    /** Sets {@link Sample#temperatureC()}. */
    public SampleBuilder temperatureC(@Nullable Double celsius) {
        return set(Field.TEMPERATURE, celsius);
    }

    /** Sets {@link Sample#gpuTemperatureC()}. */
    public SampleBuilder gpuTemperatureC(@Nullable Double celsius) {
        return set(Field.GPU_TEMPERATURE, celsius);
    }

    /** Sets {@link Sample#powerSource()}. */
    public SampleBuilder powerSource(@Nullable String source) {
        powerSource = source;
        return this;
    }

    /** Sets {@link Sample#lowPowerMode()}. */
    public SampleBuilder lowPowerMode(@Nullable Boolean on) {
        return set(Field.LOW_POWER, on);
    }

    /** Sets {@link Sample#cpuCores()}. */
    public SampleBuilder cpuCores(@Nullable List<Double> shares) {
        cpuCores = shares;
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
                thermal,
                longOf(Field.WIRED),
                longOf(Field.COMPRESSOR),
                longOf(Field.FILE_BACKED),
                longOf(Field.PURGEABLE),
                longOf(Field.WORKER_PEAK_FOOTPRINT),
                longOf(Field.WORKER_INTERVAL_PEAK),
                longOf(Field.WORKER_VIRTUAL),
                doubleOf(Field.WORKER_RAM_SHARE),
                doubleOf(Field.WORKER_CPU),
                doubleOf(Field.WORKER_ENERGY),
                doubleOf(Field.CPU_POWER),
                doubleOf(Field.GPU_POWER),
                doubleOf(Field.TEMPERATURE),
                doubleOf(Field.GPU_TEMPERATURE),
                powerSource,
                booleanOf(Field.LOW_POWER),
                cpuCores);
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(bits, ABSENT);
        thermal = null;
        powerSource = null;
        cpuCores = null;
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
        if (other.powerSource != null) {
            powerSource = other.powerSource;
        }
        if (other.cpuCores != null) {
            cpuCores = other.cpuCores;
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

    @Nullable
    String powerSource() {
        return powerSource;
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

    private SampleBuilder set(Field field, @Nullable Boolean value) {
        return bits(field, value == null ? ABSENT : value ? 1 : 0);
    }

    private @Nullable Boolean booleanOf(Field field) {
        Long value = longOf(field);
        return value == null ? null : value != 0;
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
