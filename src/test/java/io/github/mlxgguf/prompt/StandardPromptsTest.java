package io.github.mlxgguf.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StandardPromptsTest {
    private static final List<Prompt> ALL = Stream.concat(
                    StandardPrompts.varied().stream(),
                    Stream.of(StandardPrompts.SHORT_STORY, StandardPrompts.WARMUP, StandardPrompts.FAREWELL))
            .toList();

    @Test
    void idsAreThoseOfTheRecords() {
        assertThat(StandardPrompts.varied())
                .extracting(Prompt::id)
                .containsExactly(
                        "entanglement-200-words",
                        "train-speed",
                        "haiku",
                        "fibonacci",
                        "remote-work",
                        "fruits-by-colour");
        assertThat(ALL)
                .extracting(Prompt::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z0-9]+(-[a-z0-9]+)*"));
        assertThat(ALL).extracting(Prompt::text).doesNotHaveDuplicates().allMatch(text -> text.equals(text.strip()));
    }

    @Test
    void everyKindOfWorkHasItsPrompt() {
        assertThat(StandardPrompts.categories())
                .containsExactly(
                        java.util.Map.entry("maths", StandardPrompts.TRAIN_SPEED),
                        java.util.Map.entry("creative", StandardPrompts.SHORT_STORY),
                        java.util.Map.entry("code", StandardPrompts.FIBONACCI),
                        java.util.Map.entry("facts", StandardPrompts.FRUITS_BY_COLOUR));
    }

    @Test
    void thoseWithACheckableAnswerAreChecked() {
        assertThat(ALL)
                .filteredOn(prompt -> !prompt.checks().isEmpty())
                .flatExtracting(prompt -> prompt.checks().stream()
                        .map(check -> prompt.id() + " " + check.id())
                        .toList())
                .containsExactly("train-speed stated-number", "haiku lines", "fruits-by-colour list-items");
    }

    /** A fixed seed; Java's matcher recurses, and an answer that repeats one sign must not be too deep for it. */
    @Test
    void noAnswerIsTooMuchForACheck() {
        List<AnswerCheck> checks = new ArrayList<>(List.of(AnswerChecks.contains("any", "a-1")));
        ALL.forEach(prompt -> checks.addAll(prompt.checks()));
        Random random = new Random(7);
        List<String> answers = new ArrayList<>();
        for (String piece :
                List.of("1.", "1,", "- ", "\\frac{", "{", "80 km/h ", "not ", "**", "<think>", "a: ", "(", "\uD800")) {
            answers.add(piece.repeat(5_000));
            answers.add("\\frac{" + piece.repeat(5_000));
        }
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder();
            random.ints(300, 0, 0x3000).forEach(text::appendCodePoint);
            answers.add(text.toString());
        }

        assertThatCode(() -> answers.forEach(answer ->
                        checks.forEach(check -> assertThat(check.check(answer).detail())
                                .startsWith("expected ")
                                .hasSizeLessThan(120))))
                .doesNotThrowAnyException();
    }
}
