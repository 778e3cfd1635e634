package io.github.mlxgguf.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample as one line, key by key, as Jackson would write the record. Samples are written ten times a second beside what is
 * measured: by a tree of nodes each costs several times as much.
 *
 * <p>A day at 10 Hz is 864,000 lines: the values that only some machines tell, or only once a second, those after {@code thermal},
 * are left out of a line where they were not read. Absent and null mean the same.
 */
final class SampleText {
    private static final int USUAL_CHARACTERS = 1024;

    private final JsonGenerator out;

    private SampleText(JsonGenerator out) {
        this.out = out;
    }

    /**
     * The line without its end.
     *
     * @throws IllegalArgumentException if the sample holds a number that is not finite
     */
    static String line(JsonFactory json, int session, Sample sample) {
        StringWriter line = new StringWriter(USUAL_CHARACTERS);
        try (JsonGenerator generator = json.createGenerator(line)) {
            generator.writeStartObject();
            generator.writeNumberField("session", session);
            generator.writeNumberField("t_ns", sample.tNs());
            new SampleText(generator).values(sample);
            generator.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }

    private void values(Sample sample) throws IOException {
        always("committed_bytes", sample.committedBytes());
        always("available_bytes", sample.availableBytes());
        always("swap_used_bytes", sample.swapUsedBytes());
        always("pressure", sample.pressure());
        always("pressure_stall_us", sample.pressureStallUs());
        always("worker_pid", sample.workerPid());
        always("worker_footprint_bytes", sample.workerFootprintBytes());
        always("worker_anon_bytes", sample.workerAnonBytes());
        always("worker_file_bytes", sample.workerFileBytes());
        always("worker_rss_bytes", sample.workerRssBytes());
        always("server_tree_bytes", sample.serverTreeBytes());
        always("cpu_user", sample.cpuUser());
        always("cpu_system", sample.cpuSystem());
        always("load_1m", sample.load1m());
        always("gpu_device", sample.gpuDevice());
        always("gpu_renderer", sample.gpuRenderer());
        always("gpu_tiler", sample.gpuTiler());
        always("gpu_memory_bytes", sample.gpuMemoryBytes());
        always("power_w", sample.powerW());
        always("thermal", sample.thermal());
        optional("wired_bytes", sample.wiredBytes());
        optional("compressor_bytes", sample.compressorBytes());
        optional("file_backed_bytes", sample.fileBackedBytes());
        optional("purgeable_bytes", sample.purgeableBytes());
        optional("worker_peak_footprint_bytes", sample.workerPeakFootprintBytes());
        optional("worker_interval_peak_bytes", sample.workerIntervalPeakBytes());
        optional("worker_virtual_bytes", sample.workerVirtualBytes());
        optional("worker_ram_share", sample.workerRamShare());
        optional("worker_cpu", sample.workerCpu());
        optional("worker_energy_j", sample.workerEnergyJ());
        optional("cpu_power_w", sample.cpuPowerW());
        optional("gpu_power_w", sample.gpuPowerW());
        optional("temperature_c", sample.temperatureC());
        optional("gpu_temperature_c", sample.gpuTemperatureC());
        optional("power_source", sample.powerSource());
        optional("low_power_mode", sample.lowPowerMode());
        List<Double> cores = sample.cpuCores();
        if (cores != null) {
            out.writeArrayFieldStart("cpu_cores");
            for (Double share : cores) {
                out.writeNumber(finite(share));
            }
            out.writeEndArray();
        }
    }

    private void always(String key, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeNullField(key);
        } else {
            optional(key, value);
        }
    }

    private void optional(String key, @Nullable Object value) throws IOException {
        if (value instanceof Long number) {
            out.writeNumberField(key, number);
        } else if (value instanceof Double number) {
            out.writeNumberField(key, finite(number));
        } else if (value instanceof Integer number) {
            out.writeNumberField(key, number);
        } else if (value instanceof String text) {
            out.writeStringField(key, text);
        } else if (value instanceof Boolean truth) {
            out.writeBooleanField(key, truth);
        }
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "cannot be written: found " + value + "; a file holds finite numbers or null");
        }
        return value;
    }
}
