package io.github.mlxgguf.embedded.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.script.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    @Test
    void wordsAreCutAfterSixLettersAndEverythingElseStandsAlone() {
        assertThat(Tokens.split("Memory, measured twice!"))
                .containsExactly("Memory", ",", " measur", "ed", " twice", "!");
    }

    @Test
    void ideographsAndEmojiAreTokensOfTheirOwnAndNeverCut() {
        assertThat(Tokens.split("\u5185\u5b58 a\ud83d\ude80b"))
                .containsExactly("\u5185", "\u5b58", " a", "\ud83d\ude80", "b");
    }

    @Test
    void whiteSpaceAtTheEndBelongsToTheLastToken() {
        assertThat(Tokens.split("one \n")).containsExactly("one \n");
        assertThat(Tokens.split(" \n")).containsExactly(" \n");
        assertThat(Tokens.split("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {AnswerTokens.BUILT_IN, "  a  b  ", "x", "\t\u00e9t\u00e9\u2026", "1234567890abc"})
    void theTokensTogetherAreTheText(String text) {
        assertThat(String.join("", Tokens.split(text))).isEqualTo(text);
    }

    @Test
    void saltsOfOneShapeHaveOneLength() {
        List<Integer> counts = List.of("[a1b2c3d4]", "[00000000]", "[ffffffff]").stream()
                .map(salt -> PromptTokens.of(salt + " What is it?").count())
                .toList();

        assertThat(counts).containsExactly(9, 9, 9);
    }

    @Test
    void aCommonStartIsCountedWithTheBeginToken() {
        PromptTokens one = PromptTokens.of("one two three");

        assertThat(one.common(PromptTokens.of("one two four"))).isEqualTo(3);
        assertThat(one.common(PromptTokens.of("zero"))).isEqualTo(1);
        assertThat(one.common(one)).isEqualTo(4);
        assertThat(one.common(PromptTokens.NONE)).isZero();
    }

    @Test
    void anAnswerGoesOnWithoutEnd() {
        AnswerTokens answer = AnswerTokens.of(new Answer("yes no", 0, 0, 1));

        assertThat(List.of(answer.get(0), answer.get(1), answer.get(2), answer.get(7)))
                .containsExactly("yes", " no", "yes", " no");
    }
}
