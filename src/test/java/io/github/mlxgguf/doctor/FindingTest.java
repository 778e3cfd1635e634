package io.github.mlxgguf.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingTest {
    @Test
    void whoeverIsWarnedIsToldTheCure() {
        assertThatThrownBy(() -> new Finding(Finding.Level.WARNING, "disk", "full", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a WARNING without a remedy: disk");
    }

    @Test
    void aLogLineHasTheRemedyAtItsEnd() {
        assertThat(FindingsText.line(Finding.warning("power", "on battery", "Plug it in.")))
                .isEqualTo("power: on battery -> Plug it in.");
        assertThat(FindingsText.line(Finding.ok("power", "mains"))).isEqualTo("power: mains");
    }

    @Test
    void nothingFoundIsStillSummedUp() {
        assertThat(FindingsText.lines(List.of())).containsExactly("0 problems, 0 warnings");
    }
}
