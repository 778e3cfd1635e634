package io.github.mlxgguf.report.timeline;

import io.github.mlxgguf.trace.Sample;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the time line draws of a sample, each as a whole number of quanta: bytes exactly, shares to 0.01 %, watts, degrees and
 * loads to a hundredth. Whole numbers pack well, and a minimum or maximum of them is exact.
 *
 * @param id its name in the page's data
 */
record TimelineSeries(String id, int quantaPerUnit, Function<Sample, @Nullable Number> value) {
    /** Stands for "not read". */
    static final long ABSENT = Long.MIN_VALUE;

    private static final Map<String, Integer> THERMAL = Map.of("nominal", 0, "fair", 1, "serious", 2, "critical", 3);
    private static final Map<String, Integer> SOURCES = Map.of("mains", 0, "battery", 1, "ups", 2);

    /** All of them; a place in this list is a column of the buckets. */
    static final List<TimelineSeries> ALL = List.of(
            new TimelineSeries("committed", 1, Sample::committedBytes),
            new TimelineSeries("available", 1, Sample::availableBytes),
            new TimelineSeries("swap_used", 1, Sample::swapUsedBytes),
            new TimelineSeries("pressure", 1, Sample::pressure),
            new TimelineSeries("wired", 1, Sample::wiredBytes),
            new TimelineSeries("compressor", 1, Sample::compressorBytes),
            new TimelineSeries("file_backed", 1, Sample::fileBackedBytes),
            new TimelineSeries("purgeable", 1, Sample::purgeableBytes),
            new TimelineSeries("worker_footprint", 1, Sample::workerFootprintBytes),
            new TimelineSeries("worker_anon", 1, Sample::workerAnonBytes),
            new TimelineSeries("worker_file", 1, Sample::workerFileBytes),
            new TimelineSeries("worker_rss", 1, Sample::workerRssBytes),
            new TimelineSeries("server_tree", 1, Sample::serverTreeBytes),
            new TimelineSeries("gpu_memory", 1, Sample::gpuMemoryBytes),
            new TimelineSeries("cpu_user", 10_000, Sample::cpuUser),
            // Added sample by sample: the sum of two extremes is no extreme of the sum.
            new TimelineSeries("cpu_total", 10_000, TimelineSeries::cpuTotal),
            new TimelineSeries("cpu_system", 10_000, Sample::cpuSystem),
            new TimelineSeries("load_1m", 100, Sample::load1m),
            new TimelineSeries("worker_cpu", 100, Sample::workerCpu),
            new TimelineSeries("gpu_device", 10_000, Sample::gpuDevice),
            new TimelineSeries("gpu_renderer", 10_000, Sample::gpuRenderer),
            new TimelineSeries("gpu_tiler", 10_000, Sample::gpuTiler),
            new TimelineSeries("power", 100, Sample::powerW),
            new TimelineSeries("cpu_power", 100, Sample::cpuPowerW),
            new TimelineSeries("gpu_power", 100, Sample::gpuPowerW),
            new TimelineSeries("temperature", 100, Sample::temperatureC),
            new TimelineSeries("gpu_temperature", 100, Sample::gpuTemperatureC),
            new TimelineSeries("thermal", 1, sample -> code(THERMAL, sample.thermal())),
            new TimelineSeries("power_source", 1, sample -> code(SOURCES, sample.powerSource())),
            new TimelineSeries(
                    "low_power", 1, sample -> sample.lowPowerMode() == null ? null : (sample.lowPowerMode() ? 1 : 0)));

    /** The value in quanta, or {@link #ABSENT}. */
    long quanta(Sample sample) {
        Number number = value.apply(sample);
        if (number == null) {
            return ABSENT;
        }
        return number instanceof Double real ? Math.round(real * quantaPerUnit) : number.longValue() * quantaPerUnit;
    }

    private static @Nullable Number cpuTotal(Sample sample) {
        Double user = sample.cpuUser();
        Double system = sample.cpuSystem();
        return user == null || system == null ? null : Double.valueOf(user + system);
    }

    /** Words as numbers that rise with what they mean; the page knows the same. */
    private static @Nullable Number code(Map<String, Integer> codes, @Nullable String text) {
        return text == null ? null : codes.get(text);
    }
}
