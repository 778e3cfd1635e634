package io.github.mlxgguf.calibration;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.record.RecordJson;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Plays a Mac of 128 GB at 10 Hz: memory and the worker at each tick, the cores at each fifth, the GPU, the power and what
 * {@code vm_stat} tells at each tenth, heat and the power source at each fiftieth, as the probes read them.
 */
final class MacSamples {
    static final long RAM_BYTES = 137_438_953_472L;

    private static final long TICK_NS = 100_000_000;
    private static final long PAGE = 16_384;
    private static final long IDLE_BYTES = 21_474_836_480L;
    private static final long NOISE_PAGES = 12_000;
    private static final int CORES = 16;
    private static final int TICKS_OF_A_CORE = 50;
    private static final long WORKER_PID = 4_242;

    private final Writer out;
    private final Random random = new Random(42);
    private long ticks;
    private long resident;
    private long peak;
    private double energyJ;

    MacSamples(Writer out) {
        this.out = out;
    }

    /** Time of the newest sample. */
    long nowNs() {
        return ticks * TICK_NS;
    }

    /** Nothing is asked. */
    void run(int count) throws IOException {
        for (int tick = 0; tick < count; tick++) {
            sample(false);
        }
    }

    /** The model answers. */
    void work(int count) throws IOException {
        for (int tick = 0; tick < count; tick++) {
            sample(true);
        }
    }

    /** A model becomes resident. */
    void load(int count, long bytes) throws IOException {
        for (int tick = 1; tick <= count; tick++) {
            resident = bytes / count * tick;
            sample(true);
        }
    }

    /** The model goes. */
    void unload(int count) throws IOException {
        resident = 0;
        peak = 0;
        run(count);
    }

    /** The beginning of a sample that was never finished. */
    void tear() throws IOException {
        out.write("{\"session\":1,\"t_ns\":" + (nowNs() + TICK_NS) + ",\"commi");
    }

    private void sample(boolean working) throws IOException {
        ticks++;
        long committed = IDLE_BYTES + resident + noise();
        SampleBuilder sample = new SampleBuilder()
                .committedBytes(committed)
                .availableBytes(RAM_BYTES - committed)
                .swapUsedBytes(0L)
                .pressure(1)
                .fileBackedBytes(10_737_418_240L + noise())
                .purgeableBytes(noise());
        if (resident > 0) {
            worker(sample, working);
        }
        if (ticks % 5 == 0) {
            cores(sample, working);
        }
        if (ticks % 10 == 0) {
            eachSecond(sample, working);
        }
        if (ticks % 50 == 0) {
            sample.thermal("nominal").lowPowerMode(false).powerSource("mains");
        }
        out.write(RecordJson.line(1, sample.build(nowNs())));
        out.write('\n');
    }

    private void worker(SampleBuilder sample, boolean working) {
        long footprint = resident + noise();
        peak = Math.max(peak, footprint);
        energyJ += working ? random.nextDouble() : 0.01;
        sample.workerPid(WORKER_PID)
                .workerFootprintBytes(footprint)
                .workerPeakFootprintBytes(peak)
                .workerIntervalPeakBytes(peak)
                .workerRssBytes(footprint)
                .workerRamShare((double) footprint / RAM_BYTES)
                .workerCpu(working ? 0.9 + random.nextDouble() / 10 : random.nextDouble() / 100)
                .workerEnergyJ(energyJ);
    }

    /** Shares of whole ticks, as a kernel counts them. */
    private void cores(SampleBuilder sample, boolean working) {
        List<Double> shares = new ArrayList<>();
        for (int core = 0; core < CORES; core++) {
            shares.add((double) random.nextInt(working ? TICKS_OF_A_CORE : 4) / TICKS_OF_A_CORE);
        }
        double ticksOfAll = CORES * TICKS_OF_A_CORE + random.nextInt(7);
        sample.cpuUser(random.nextInt(400) / ticksOfAll)
                .cpuSystem(random.nextInt(100) / ticksOfAll)
                .load1m(1 + random.nextDouble())
                .cpuCores(shares);
    }

    private void eachSecond(SampleBuilder sample, boolean working) {
        double busy = (working ? 90 + random.nextInt(10) : random.nextInt(3)) / 100.0;
        sample.gpuDevice(busy)
                .gpuRenderer(busy)
                .gpuTiler(0.01)
                .gpuMemoryBytes(resident + noise())
                .wiredBytes(3_221_225_472L + noise())
                .compressorBytes(noise())
                .serverTreeBytes(resident + 900_000_000L / PAGE * PAGE + noise())
                .workerVirtualBytes(resident == 0 ? null : (Long) (420_000_000_000L + noise()))
                .powerW(busy * 50 + random.nextDouble())
                .cpuPowerW(busy * 10 + random.nextDouble())
                .gpuPowerW(busy * 40 + random.nextDouble())
                .temperatureC(40 + busy * 30 + random.nextDouble())
                .gpuTemperatureC(40 + busy * 30 + random.nextDouble());
    }

    private long noise() {
        return Math.floorMod(random.nextLong(), NOISE_PAGES) * PAGE;
    }
}
