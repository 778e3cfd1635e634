package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuStatisticsTest {
    @Test
    void percentAreSharesAndTheKeyIsTakenExactly() {
        Sample sample = read(Map.of(
                "Device Utilization %", 41L,
                "Renderer Utilization %", 39L,
                "Tiler Utilization %", 7L,
                "In use system memory", 6_000_000_000L,
                "In use system memory (driver)", 123L,
                "Alloc system memory", 9_000_000_000L));

        assertThat(sample.gpuDevice()).isEqualTo(0.41);
        assertThat(sample.gpuRenderer()).isEqualTo(0.39);
        assertThat(sample.gpuTiler()).isEqualTo(0.07);
        assertThat(sample.gpuMemoryBytes()).isEqualTo(6_000_000_000L);
    }

    @Test
    void anIdleGpuIsZeroAndNotUnknown() {
        Sample sample = read(Map.of("Device Utilization %", 0L, "In use system memory", 0L));

        assertThat(sample.gpuDevice()).isZero();
        assertThat(sample.gpuMemoryBytes()).isZero();
    }

    @Test
    void whatIsMissingIsUnknown() {
        assertThat(read(Map.of("Device Utilization %", 100L)))
                .isEqualTo(new SampleBuilder().gpuDevice(1.0).build(0));
        assertThat(read(Map.of("In use system memory (driver)", 5L)))
                .as("a machine virtual or of an early system")
                .isEqualTo(new SampleBuilder().build(0));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 101, Long.MAX_VALUE})
    void aShareOutsideItsRangeIsUnknown(long percent) {
        assertThat(read(Map.of("Device Utilization %", percent)).gpuDevice()).isNull();
    }

    @Test
    void aNegativeSizeIsUnknown() {
        assertThat(read(Map.of("In use system memory", -1L)).gpuMemoryBytes()).isNull();
    }

    @Test
    void theProbeReadsItsSourceAndClosesIt() throws IOException {
        FakeGpu gpu = new FakeGpu(Map.of("Tiler Utilization %", 50L));
        GpuProbe probe = new GpuProbe(gpu);
        SampleBuilder sample = new SampleBuilder();

        probe.read(sample);
        probe.close();

        assertThat(sample.build(0).gpuTiler()).isEqualTo(0.5);
        assertThatThrownBy(() -> probe.read(sample)).hasMessage("closed");
    }

    private static Sample read(Map<String, Long> values) {
        SampleBuilder sample = new SampleBuilder();
        GpuStatistics.readInto(sample, values);
        return sample.build(0);
    }
}
