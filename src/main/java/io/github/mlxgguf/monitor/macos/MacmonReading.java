package io.github.mlxgguf.monitor.macos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code macmon pipe}. The names that are read here are the same in all its versions up to 0.8; the shares and clock
 * rates, whose names changed with 0.8, are not read.
 *
 * @param powerW {@code all_power}: CPU, GPU and Neural Engine together, without memory. Not {@code sys_power}, which is the whole
 *     machine with its display and disks
 * @param cpuPowerW power of the processor cores
 * @param gpuPowerW power of the GPU
 * @param temperatureC mean of the processor's sensors
 * @param gpuTemperatureC mean of the GPU's sensors
 */
record MacmonReading(
        @Nullable Double powerW,
        @Nullable Double cpuPowerW,
        @Nullable Double gpuPowerW,
        @Nullable Double temperatureC,
        @Nullable Double gpuTemperatureC) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Parses a line; empty if it is no JSON object or none of the values is in it. */
    static Optional<MacmonReading> parse(String line) {
        JsonNode root;
        try {
            root = JSON.readTree(line);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
        JsonNode heat = root.path("temp");
        Double cpu = aboveZero(root.path("cpu_power"));
        MacmonReading reading = new MacmonReading(
                // A processor that runs this program draws power: 0 is a counter that stands still, and the sum lacks
                // it too.
                cpu == null ? null : aboveZero(root.path("all_power")),
                cpu,
                notNegative(root.path("gpu_power")),
                aboveZero(heat.path("cpu_temp_avg")),
                aboveZero(heat.path("gpu_temp_avg")));
        return reading.equals(new MacmonReading(null, null, null, null, null))
                ? Optional.empty()
                : Optional.of(reading);
    }

    void readInto(SampleBuilder sample) {
        sample.powerW(powerW)
                .cpuPowerW(cpuPowerW)
                .gpuPowerW(gpuPowerW)
                .temperatureC(temperatureC)
                .gpuTemperatureC(gpuTemperatureC);
    }

    private static @Nullable Double aboveZero(JsonNode value) {
        Double number = notNegative(value);
        return number == null || number == 0 ? null : number;
    }

    private static @Nullable Double notNegative(JsonNode value) {
        return value.isNumber() && value.doubleValue() >= 0 ? value.doubleValue() : null;
    }
}
