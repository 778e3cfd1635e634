package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1.2, 1.20", "45.25, 45.3", "99.97, 100", "1750, 1750", "12345.6, 12346", "0.0123456, 0.0123"})
    void threeDigitsAndEveryDigitBeforeThePoint(double value, String expected) {
        assertThat(Figures.number(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1500000000, 1.50 GB", "999000000, 999 MB", "-2000000000, -2.00 GB"})
    void bytesHaveTheUnitOfTheirSize(long bytes, String expected) {
        assertThat(Figures.bytes(bytes)).isEqualTo(expected);
    }
}
