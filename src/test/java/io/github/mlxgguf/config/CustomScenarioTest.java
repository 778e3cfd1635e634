package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CustomScenarioTest {
    private static final ScenarioId FIRST_WORDS = new ScenarioId("first-words");

    private static CustomScenario read(String block) {
        return ConfigLoader.load("scenarios:\n  first-words: " + block + "\n", "c.yaml", Map.of("WORD", "hello"))
                .scenarios()
                .custom(FIRST_WORDS);
    }

    @Test
    void aClassReadsItsOwnKeys() {
        CustomScenario scenario = read("{requests: 5, word: '${WORD}', rounds: 2, enabled: false}");

        assertThat(scenario.wholeNumber("requests", 3)).isEqualTo(5);
        assertThat(scenario.wholeNumber("others", 3)).isEqualTo(3);
        assertThat(scenario.text("word", "none")).isEqualTo("hello");
        assertThat(scenario.text("others", "none")).isEqualTo("none");
        assertThat(scenario.rounds()).isEqualTo(2);
        assertThat(scenario.enabled()).isFalse();
        assertThat(scenario.unknownKeys(Set.of("requests", "word"))).isEmpty();
    }

    @Test
    void everyUnknownKeyIsNamedInTheOrderOfTheFile() {
        assertThat(read("{zebra: 1, request: 5, apple: 2}").unknownKeys(Set.of("requests", "pause")))
                .containsExactly(
                        "c.yaml:2:16: scenarios.first-words.zebra: unknown key; allowed: enabled, rounds, pause, requests.",
                        "c.yaml:2:16: scenarios.first-words.request: unknown key; allowed: enabled, rounds, pause,"
                                + " requests. Did you mean \"requests\"?",
                        "c.yaml:2:16: scenarios.first-words.apple: unknown key; allowed: enabled, rounds, pause, requests.");
        assertThat(read("{round: 1}").unknownKeys(Set.of()))
                .containsExactly(
                        "c.yaml:2:16: scenarios.first-words.round: unknown key; allowed: enabled, rounds. Did you"
                                + " mean \"rounds\"?");
    }

    @Test
    void aNumberThatIsNoneIsRefusedWhereItIsRead() {
        for (String wrong : new String[] {"0", "-1", "some", "1.5", "99999999999"}) {
            assertThatThrownBy(() -> read("{requests: " + wrong + "}").wholeNumber("requests", 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("c.yaml:2:16: scenarios.first-words.requests: found \"" + wrong
                            + "\"; allowed: a whole number, at least 1.");
        }
    }

    @Test
    void withoutABlockItRunsInEveryRoundWithNothingSet() {
        CustomScenario scenario =
                ConfigLoader.load("", "c.yaml", Map.of()).scenarios().custom(FIRST_WORDS);

        assertThat(scenario).isEqualTo(new CustomScenario(true, Integer.MAX_VALUE, "scenarios.first-words", Map.of()));
        assertThat(read(""))
                .isEqualTo(new CustomScenario(true, Integer.MAX_VALUE, "c.yaml:2:15: scenarios.first-words", Map.of()));
    }
}
