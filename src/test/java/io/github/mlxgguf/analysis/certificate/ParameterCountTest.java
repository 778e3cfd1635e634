package io.github.mlxgguf.analysis.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterCountTest {
    @ParameterizedTest
    @CsvSource({
        "70B, 70e9, 69.5e9, 70.5e9",
        "1.5b, 1.5e9, 1.45e9, 1.55e9",
        "270M, 270e6, 269.5e6, 270.5e6",
        "26B-A4B, 26e9, 25.5e9, 26.5e9"
    })
    void readsATotalWithItsRounding(String text, double value, double low, double high) {
        assertThat(ParameterCount.parse(text)).isEqualTo(new ParameterCount(value, low, high));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "8x22B", "17B-16E", "E4B", "large", "0B", "70"})
    void whatIsNoTotalIsUnknown(@Nullable String text) {
        assertThat(ParameterCount.parse(text)).isNull();
    }

    @Test
    void whatRoundingExplainsMayBeEqual() {
        ParameterCount one = new ParameterCount(1e9, 0.5e9, 1.5e9);

        assertThat(one.mayEqual(new ParameterCount(1.4e9, 1.35e9, 1.45e9))).isTrue();
        assertThat(one.mayEqual(new ParameterCount(2e9, 1.5e9, 2.5e9))).isFalse();
        assertThat(one.factor(new ParameterCount(2e9, 1.5e9, 2.5e9))).isEqualTo(2);
    }
}
