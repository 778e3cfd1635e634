package io.github.mlxgguf.analysis.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1.00",
        "2.345, 2.35",
        "12.34, 12.3",
        "99.97, 100",
        "123.4, 123",
        "1234.5, 1235",
        "0.0123456, 0.0123",
        "9.999, 10.0",
        "0.9996, 1.00",
        "-3.14159, −3.14",
        "12345.6, 12\u202f346",
        "1234567, 1\u202f234\u202f567"
    })
    void figuresHaveThreeSignificantDigits(double value, String text) {
        assertThat(Numbers.figure(value)).isEqualTo(text);
    }

    @Test
    void unknownIsNeverZero() {
        assertThat(Numbers.figure(null)).isEqualTo("–");
        assertThat(Numbers.figure(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.bytes(null)).isEqualTo("–");
        assertThat(Numbers.count((Long) null)).isEqualTo("–");
        assertThat(Numbers.count((Integer) null)).isEqualTo("–");
    }

    @Test
    void bytesAreDecimalMegabytesAndGigabytes() {
        assertThat(Numbers.bytes(86_000_000L)).isEqualTo("86.0 MB");
        assertThat(Numbers.bytes(9_999_000_000L)).isEqualTo("9999 MB");
        assertThat(Numbers.bytes(10_000_000_000L)).isEqualTo("10.0 GB");
        assertThat(Numbers.bytes(-5_000_000L)).isEqualTo("−5.00 MB");
    }

    @Test
    void ratioWithoutIntervalIsANumberAlone() {
        assertThat(Numbers.ratio(1.85, null, null)).isEqualTo("1.85");
        assertThat(Numbers.ratio(1.85, 1.7, 2.02)).isEqualTo("1.85 (1.70 to 2.02)");
    }

    @Test
    void anIntervalThatLeavesOutOneDoesNotShowIt() {
        assertThat(Numbers.ratio(1.11, 1.0012, 1.24)).isEqualTo("1.11 (1.001 to 1.24)");
        assertThat(Numbers.ratio(1.004, 1.00021, 1.009)).isEqualTo("1.004 (1.0002 to 1.01)");
        assertThat(Numbers.ratio(0.9, 0.81, 0.9996)).isEqualTo("0.900 (0.810 to 0.9996)");
        assertThat(Numbers.interval(1.000000001, 1.5)).isEqualTo("1.00 to 1.50");
        assertThat(Numbers.ratio(1.003, 0.9997, 1.24)).isEqualTo("1.00 (1.00 to 1.24)");
    }

    @Test
    void localeHasNoSay() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(Numbers.figure(12.34)).isEqualTo("12.3");
            assertThat(Numbers.counted(3, "load")).isEqualTo("3 loads");
        } finally {
            Locale.setDefault(before);
        }
    }
}
