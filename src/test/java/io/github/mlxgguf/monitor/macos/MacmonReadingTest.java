package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacmonReadingTest {
    /** In the names up to 0.7. */
    static final String OLD = """
            {"timestamp":"2026-01-02T03:04:05.678901+00:00","temp":{"cpu_temp_avg":61.5,"gpu_temp_avg":58.25},\
            "memory":{"ram_total":34359738368,"ram_usage":20000000000,"swap_total":0,"swap_usage":0},\
            "ecpu_usage":[1200,0.25],"pcpu_usage":[3000,0.5],"cpu_usage_pct":0.4,"gpu_usage":[1300,0.75],\
            "cpu_power":4.5,"gpu_power":12.25,"ane_power":0.25,"all_power":17.0,"sys_power":31.5,"ram_power":2.5,\
            "gpu_ram_power":0.5}""";

    /** In those of 0.8. */
    private static final String NEW = """
            {"timestamp":"2026-01-02T03:04:05.678901+00:00","temp":{"cpu_temp_avg":61.5,"gpu_temp_avg":58.25},\
            "memory":{"ram_total":34359738368,"ram_usage":20000000000,"swap_total":0,"swap_usage":0},\
            "fans":[{"name":"fan0","rpm":1000,"max_rpm":5000}],\
            "cpu_scaled_ratio":0.4,"cpu_active_ratio":0.6,"ecpu_freq_mhz":1200,"ecpu_scaled_ratio":0.25,\
            "pcpu_cores":[{"die_id":0,"core_id":0,"freq_mhz":3000,"scaled_ratio":0.5,"active_ratio":0.6}],\
            "gpu_freq_mhz":1300,"gpu_scaled_ratio":0.75,"gpu_active_ratio":0.9,\
            "cpu_power":4.5,"gpu_power":12.25,"ane_power":0.25,"all_power":17.0,"sys_power":31.5,"ram_power":2.5,\
            "gpu_ram_power":0.5}""";

    @ParameterizedTest
    @ValueSource(strings = {OLD, NEW})
    void powersAndTemperaturesHaveTheSameNamesInAllVersions(String line) {
        assertThat(MacmonReading.parse(line)).hasValue(new MacmonReading(17.0, 4.5, 12.25, 61.5, 58.25));
    }

    @Test
    void theyGoWhereTheyBelong() {
        SampleBuilder builder = new SampleBuilder();
        new MacmonReading(17.0, 4.5, 12.25, 61.5, 58.25).readInto(builder);
        Sample sample = builder.build(0);

        assertThat(sample.powerW()).isEqualTo(17.0);
        assertThat(sample.cpuPowerW()).isEqualTo(4.5);
        assertThat(sample.gpuPowerW()).isEqualTo(12.25);
        assertThat(sample.temperatureC()).isEqualTo(61.5);
        assertThat(sample.gpuTemperatureC()).isEqualTo(58.25);
    }

    @Test
    void aProcessorCounterThatStandsStillIsUnknownAndSoIsTheSum() {
        assertThat(MacmonReading.parse(OLD.replace("\"cpu_power\":4.5", "\"cpu_power\":0.0")))
                .hasValue(new MacmonReading(null, null, 12.25, 61.5, 58.25));
    }

    @Test
    void anIdleGpuDrawsNothing() {
        assertThat(MacmonReading.parse(OLD.replace("12.25", "0.0")))
                .hasValue(new MacmonReading(17.0, 4.5, 0.0, 61.5, 58.25));
    }

    @Test
    void noSensorIsNotZeroDegrees() {
        assertThat(MacmonReading.parse(OLD.replace("61.5", "0.0").replace("58.25", "0")))
                .hasValue(new MacmonReading(17.0, 4.5, 12.25, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"4.5\"", "null", "-1.0", "[4.5]", "true"},
            quoteCharacter = '\'')
    void aPowerThatIsNoPowerIsUnknown(String value) {
        assertThat(MacmonReading.parse(OLD.replace("\"cpu_power\":4.5", "\"cpu_power\":" + value))
                        .orElseThrow()
                        .cpuPowerW())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[]", "{}", "7", "null", "Error: no such chip", "{\"temp\":3}"})
    void whatIsNoReadingIsNone(String line) {
        assertThat(MacmonReading.parse(line)).isEmpty();
    }
}
