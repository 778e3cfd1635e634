package io.github.mlxgguf.embedded.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfFloatTest {
    @ParameterizedTest
    @CsvSource({
        "0.0, 0x0000",
        "-0.0, 0x8000",
        "1.0, 0x3c00",
        "-2.0, 0xc000",
        "65504.0, 0x7bff",
        "65520.0, 0x7c00",
        "0.00006103515625, 0x0400",
        "5.9604644775390625e-8, 0x0001",
        "2.9802322387695312e-8, 0x0000",
        "2.98023259404089e-8, 0x0001",
        "1.00048828125, 0x3c00",
        "1.00146484375, 0x3c02",
        "Infinity, 0x7c00",
        "NaN, 0x7e00"
    })
    void roundsToTheNearestHalfTiesToEven(float value, String half) {
        assertThat(HalfFloat.fromFloat(value) & 0xffff).isEqualTo(Integer.decode(half));
    }

    @Test
    void everyHalfSurvivesTheWayThroughAFloat() {
        for (int half = 0; half < 0x10000; half++) {
            float value = HalfFloat.toFloat((short) half);
            if (!Float.isNaN(value)) {
                assertThat(HalfFloat.fromFloat(value)).isEqualTo((short) half);
            }
        }
    }
}
