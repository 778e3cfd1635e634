package io.github.mlxgguf.monitor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CpuTimesTest {
    @Test
    void guestsAreNotCountedTwice() {
        assertThat(CpuTimes.parse("cpu  10 20 30 40 50 60 70 80 90 100\n")).isEqualTo(new CpuTimes(30, 160, 360));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cpu0 1 2 3 4 5 6 7 8\n", "cpu  1 2 3\n", "cpu  1 2 3 4 5 6 7 x\n"})
    void anotherTextIsNull(String text) {
        assertThat(CpuTimes.parse(text)).isNull();
    }

    @Test
    void countersThatStandStillOrStepBackGiveNoShare() {
        CpuTimes before = new CpuTimes(100, 50, 1000);

        assertThat(before.userShareSince(before)).isNull();
        assertThat(new CpuTimes(90, 60, 1010).userShareSince(before)).isNull();
        assertThat(new CpuTimes(90, 60, 1010).systemShareSince(before)).isEqualTo(1.0);
    }
}
