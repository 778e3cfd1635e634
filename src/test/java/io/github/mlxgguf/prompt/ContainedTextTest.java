package io.github.mlxgguf.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainedTextTest {
    private static final AnswerCheck FACT = AnswerChecks.contains("planted-fact", "TARVIK-4587");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TARVIK-4587",
                "Report TARVIK-4587 says that",
                "**Tarvik-4587**: the climate",
                "tarvik 4587",
                "TARVIK\u20114587",
                "TARVIK\u20134587",
                "TARVIK\\-4587.",
                "`TARVIK`-`4587`",
                "TARVIK-\r\n4587",
                "ＴＡＲＶＩＫ-４５８７",
                "(TARVIK4587)",
            })
    void itIsFoundInEverySpelling(String answer) {
        assertThat(FACT.check(answer)).isEqualTo(new AnswerCheck.Verdict(true, "expected 'TARVIK-4587', found it"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TARVIK-45871",
                "XTARVIK-4587",
                "TARVIK-4588",
                "TARVIK",
                "4587",
                "TARVIK and 4587",
                "blorp 12 flim"
            })
    void anythingElseIsNotIt(String answer) {
        assertThat(FACT.check(answer))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 'TARVIK-4587', found an answer without it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "...", "<think>TARVIK-4587"})
    void anEmptyAnswerIsCalledEmpty(String answer) {
        assertThat(FACT.check(answer))
                .isEqualTo(new AnswerCheck.Verdict(false, "expected 'TARVIK-4587', found an empty answer"));
    }

    @Test
    void aTextWithoutAWordCannotBeLookedFor() {
        assertThat(FACT.id()).isEqualTo("planted-fact");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AnswerChecks.contains("nothing", "--"))
                .withMessage("a text with a letter or a digit is expected, found '--'");
    }
}
