package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.trace.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleBuilderTest {
    /** Every component has a value of its own, so that no two can be mixed up. */
    static SampleBuilder full() {
        return new SampleBuilder()
                .committedBytes(1L)
                .availableBytes(2L)
                .swapUsedBytes(0L)
                .pressure(4)
                .pressureStallUs(5L)
                .workerPid(6L)
                .workerFootprintBytes(7L)
                .workerAnonBytes(8L)
                .workerFileBytes(9L)
                .workerRssBytes(10L)
                .serverTreeBytes(11L)
                .cpuUser(0.12)
                .cpuSystem(0.0)
                .load1m(14.5)
                .gpuDevice(0.15)
                .gpuRenderer(0.16)
                .gpuTiler(0.17)
                .gpuMemoryBytes(18L)
                .powerW(19.5)
                .thermal("fair")
                .wiredBytes(20L)
                .compressorBytes(21L)
                .fileBackedBytes(22L)
                .purgeableBytes(23L)
                .workerPeakFootprintBytes(24L)
                .workerIntervalPeakBytes(25L)
                .workerVirtualBytes(26L)
                .workerRamShare(0.27)
                .workerCpu(1.28)
                .workerEnergyJ(29.5)
                .cpuPowerW(30.5)
                .gpuPowerW(31.5)
                .temperatureC(32.5)
                .gpuTemperatureC(33.5)
                .powerSource("mains")
                .lowPowerMode(true)
                .cpuCores(List.of(0.35, 1.0));
    }

    static final Sample FULL = new Sample(
            77,
            1L,
            2L,
            0L,
            4,
            5L,
            6L,
            7L,
            8L,
            9L,
            10L,
            11L,
            0.12,
            0.0,
            14.5,
            0.15,
            0.16,
            0.17,
            18L,
            19.5,
            "fair",
            20L,
            21L,
            22L,
            23L,
            24L,
            25L,
            26L,
            0.27,
            1.28,
            29.5,
            30.5,
            31.5,
            32.5,
            33.5,
            "mains",
            true,
            List.of(0.35, 1.0));
    static final Sample EMPTY = new Sample(
            77, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
            null, null);

    @Test
    void eachValueArrivesInItsPlaceAndZeroStaysZero() {
        assertThat(full().build(77)).isEqualTo(FULL);
    }

    @Test
    void whatWasNotReadIsNull() {
        assertThat(new SampleBuilder().build(77)).isEqualTo(EMPTY);
    }

    @Test
    void nullAndNotANumberAreUnknown() {
        SampleBuilder sample =
                full().committedBytes(null).pressure(null).cpuUser(Double.NaN).load1m(null);

        assertThat(sample.build(77).committedBytes()).isNull();
        assertThat(sample.build(77).pressure()).isNull();
        assertThat(sample.build(77).cpuUser()).isNull();
        assertThat(sample.build(77).load1m()).isNull();
    }

    @Test
    void aMergeKeepsWhatTheOtherDoesNotKnow() {
        SampleBuilder sample = full();
        sample.merge(new SampleBuilder().committedBytes(100L));

        assertThat(sample.build(77).committedBytes()).isEqualTo(100);
        assertThat(sample.build(77).availableBytes()).isEqualTo(2);
        assertThat(sample.build(77).thermal()).isEqualTo("fair");
    }

    @Test
    void nothingIsLeftAfterClear() {
        SampleBuilder sample = full();
        sample.clear();

        assertThat(sample.build(77)).isEqualTo(EMPTY);
    }
}
