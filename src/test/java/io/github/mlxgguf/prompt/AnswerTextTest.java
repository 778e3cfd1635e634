package io.github.mlxgguf.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "It is 80.",
                "<think>Is it 90?</think>It is 80.",
                "<THINK>Is it 90?</THINK>It is 80.",
                "Is it 90?\n</think>It is 80.",
                "Is it 90?</think>Or 70?</think>It is 80.",
                "<think>Is <think>it</think> 90?</think>It is 80.",
                "[THINK]Is it 90?[/THINK]It is 80.",
                "Is it 90?[/THINK]It is 80.",
                "It is 80.<think>Or is it",
                "It is 80.[THINK]Or is it",
                "It is 80.</s>",
                "It is 80.<|eot_id|>",
                "It is 80.<|im_end|>\n<|im_end|>\n",
                "It is 80.<end_of_turn><|end|>",
            })
    void reasoningAndEndTokensAreNoPartOfTheAnswer(String answer) {
        assertThat(AnswerText.plain(answer)).isEqualTo("It is 80.");
    }

    @Test
    void reasoningAloneIsNoAnswer() {
        assertThat(AnswerChecks.hasWords("Is it 90?</think>\n<|im_end|>")).isFalse();
        assertThat(AnswerChecks.hasWords("[THINK]Is it 90?")).isFalse();
        assertThat(AnswerChecks.hasWords("80")).isTrue();
    }

    @Test
    void tokensInTheMiddleAndOtherBracketsStay() {
        assertThat(AnswerText.plain("The token </s> ends a turn [think]."))
                .isEqualTo("The token </s> ends a turn [think].");
    }

    @Test
    void anEndlessRowOfEndTokensIsRead() {
        assertThat(AnswerText.plain("80" + "</s>".repeat(100_000))).isEqualTo("80");
    }
}
