package io.github.mlxgguf.monitor.macos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwapProbeTest {
    @Test
    void usedSwapIsTheThirdNumberOfTheStructure() {
        Sample sample = read(FakeKernel.calm().swap(5_000_000_000L).narrow(SwapProbe.PRESSURE, 2));

        assertThat(sample.swapUsedBytes()).isEqualTo(5_000_000_000L);
        assertThat(sample.pressure()).isEqualTo(2);
    }

    @Test
    void noSwapInUseIsZeroAndNotUnknown() {
        assertThat(read(FakeKernel.calm().swap(0)).swapUsedBytes()).isZero();
    }

    @Test
    void whatTheKernelDoesNotTellIsUnknownAndHidesNothingElse() {
        Sample noSwap = read(FakeKernel.calm().without(SwapProbe.SWAP));
        Sample noPressure = read(FakeKernel.calm().without(SwapProbe.PRESSURE));

        assertThat(noSwap.swapUsedBytes()).isNull();
        assertThat(noSwap.pressure()).isEqualTo(1);
        assertThat(noPressure.swapUsedBytes()).isEqualTo(3_000_000);
        assertThat(noPressure.pressure()).isNull();
    }

    @Test
    void aShortStructureIsUnknown() {
        assertThat(read(FakeKernel.calm().raw(SwapProbe.SWAP, new byte[24])).swapUsedBytes())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 4", "0,", "3,", "5,"})
    void onlyTheThreeLevelsAreLevels(long told, Integer level) {
        assertThat(read(FakeKernel.calm().narrow(SwapProbe.PRESSURE, told)).pressure())
                .isEqualTo(level);
    }

    @Test
    void numbersHaveFourUnsignedBytesOrEight() {
        FakeKernel kernel = new FakeKernel()
                .narrow("narrow", 4_000_000_000L)
                .wide("wide", 5_000_000_000L)
                .raw("odd", new byte[5])
                .raw("empty", new byte[0]);

        assertThat(kernel.number("narrow")).isEqualTo(4_000_000_000L);
        assertThat(kernel.number("wide")).isEqualTo(5_000_000_000L);
        assertThat(kernel.number("odd")).isNull();
        assertThat(kernel.number("empty")).isNull();
        assertThat(kernel.number("absent")).isNull();
    }

    private static Sample read(FakeKernel kernel) {
        SampleBuilder sample = new SampleBuilder();
        new SwapProbe(kernel).read(sample);
        return sample.build(0);
    }
}
