package io.github.mlxgguf.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineCountTest {
    private static final AnswerCheck HAIKU = StandardPrompts.HAIKU.checks().get(0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Grey waves fold and rest\nA gull leaves the empty pier\nThe tide keeps one leaf",
                "Grey waves\r\nA gull\r\nThe tide\r\n",
                "\n\nGrey waves  \n\nA gull  \n\nThe tide\n\n",
                "Grey waves\rA gull\rThe tide",
                "Grey waves\u2028A gull\u2028The tide",
                "Grey waves<br>A gull<br/>The tide",
                "```\nGrey waves\nA gull\nThe tide\n```",
                "```text\nGrey waves\nA gull\nThe tide\n```",
                "---\n*Grey waves*\n*A gull*\n*The tide*\n---",
                "> Grey waves\n> A gull\n> The tide",
                "秋の海\n鴎が去る\n潮ひとつ",
                "<think>five\nseven\nfive\n</think>\nGrey waves\nA gull\nThe tide",
                "Grey waves\nA gull\nThe tide\n🍂",
            })
    void threeLinesAreThree(String answer) {
        assertThat(HAIKU.check(answer)).isEqualTo(new AnswerCheck.Verdict(true, "expected 3 lines, found 3"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void anythingElseIsCounted(String answer, int found) {
        assertThat(HAIKU.check(answer)).isEqualTo(new AnswerCheck.Verdict(false, "expected 3 lines, found " + found));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("", 0),
                Arguments.of(" \r\n\t\n", 0),
                Arguments.of("***\n---\n```", 0),
                Arguments.of("Grey waves / A gull / The tide", 1),
                Arguments.of("Grey waves\nA gull", 2),
                Arguments.of("**Autumn Sea**\n\nGrey waves\nA gull\nThe tide", 4),
                Arguments.of("Here is a haiku:\nGrey waves\nA gull\nThe tide\nI hope you like it.", 5));
    }

    @Test
    void otherCountsCanBeAskedFor() {
        assertThat(AnswerChecks.lines(1).id()).isEqualTo("lines");
        assertThat(AnswerChecks.lines(1).check("one").passed()).isTrue();
    }
}
