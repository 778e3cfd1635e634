package io.github.mlxgguf.report.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HarmlessTextTest {
    @Test
    void controlCharactersAndOrdersOfDirectionAreShownAsReplaced() {
        assertThat(HarmlessText.of("a\u001b[2J\u0000b\u007f\u0085c\u009b"))
                .isEqualTo("a\ufffd[2J\ufffdb\ufffd\ufffdc\ufffd");
        assertThat(HarmlessText.of("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
                .isEqualTo("\ufffd".repeat(12));
    }

    @Test
    void lineEndsTabsAndOtherSignsStay() {
        String text = "a\n\tb\r\nc – é \u05d0 \u202f \u200d \ud83d\ude00";

        assertThat(HarmlessText.of(text)).isEqualTo(text);
        assertThat(HarmlessText.of("over\rwritten\r")).isEqualTo("over\ufffdwritten\ufffd");
    }
}
