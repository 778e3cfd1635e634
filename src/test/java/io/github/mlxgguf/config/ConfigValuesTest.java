package io.github.mlxgguf.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small languages inside a value: durations, addresses, references, and the guess at what was meant. */
class ConfigValuesTest {
    private static final List<String> SCENARIOS = List.of("cold-start", "simple-generation", "moe");

    @ParameterizedTest
    @CsvSource({"100ms, PT0.1S", "5s, PT5S", "15m, PT15M", "1h, PT1H", "0s, PT0S", "999999999h, PT999999999H"})
    void durationsAreRead(String text, Duration expected) throws Exception {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "1.5s", "5S", "5sec", " 5s", "1d", "1000000000s", "1m30s", "٥s"})
    void otherDurationsAreRefused(String text) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("found \"" + text + "\"; allowed: a duration such as 100ms, 5s, 15m or 1h.");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT0.02S, 20ms", "PT1.5S, 1500ms", "PT90S, 90s", "PT2M, 2m", "PT24H, 24h"})
    void durationsAreWrittenInTheLargestUnitThatFits(Duration duration, String expected) {
        assertThat(Durations.format(duration)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:1234, http://127.0.0.1:1234",
        "http://127.0.0.1:1234/, http://127.0.0.1:1234",
        "http://mac.local, http://mac.local",
        "http://[::1]:1234, http://[::1]:1234"
    })
    void addressesAreRead(String text, URI expected) throws Exception {
        assertThat(BaseUrl.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:1234 | found \"localhost:1234\", which has no scheme; allowed: http://HOST:PORT, without a path. Did you mean \"http://localhost:1234\"?",
                "http://a:1/v1 | found \"http://a:1/v1\" with the path \"/v1\"; allowed: http://HOST:PORT, without a path. Did you mean \"http://a:1\"?",
                "http://a:1?b=c | found \"http://a:1?b=c\" with a query or a fragment; allowed: http://HOST:PORT, without a path. Did you mean \"http://a:1\"?",
                "https://a:1 | found \"https://a:1\" with the scheme \"https\"; allowed: http://HOST:PORT, without a path.",
                "ws://a:1 | found \"ws://a:1\" with the scheme \"ws\"; allowed: http://HOST:PORT, without a path.",
                "http://a b:1 | found \"http://a b:1\", which is no address; allowed: http://HOST:PORT, without a path.",
                "http://a:70000 | found \"http://a:70000\" without a usable host or port; allowed: http://HOST:PORT, without a path.",
                "http:///v1 | found \"http:///v1\" without a usable host or port; allowed: http://HOST:PORT, without a path.",
                "http://me:pw@a:1 | found an address with a user name or password; allowed: http://HOST:PORT, without a path."
            })
    void otherAddressesAreRefused(String text, String message) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> BaseUrl.parse(text))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "${A}, one",
        "x-${A}-${B:-two}-y, x-one-two-y",
        "${EMPTY}, ''",
        "${EMPTY:-full}, full",
        "${B:-}, ''",
        "${C}, $1\\"
    })
    void referencesAreResolved(String text, String expected) throws Exception {
        Map<String, String> environment = Map.of("A", "one", "EMPTY", "", "C", "$1\\");

        assertThat(EnvironmentReferences.resolve(text, environment)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${A", "${}", "${1A}", "${A-b}"})
    void brokenReferencesAreRefused(String text) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EnvironmentReferences.resolve(text, Map.of("A", "one")))
                .withMessage("found \"" + text + "\"; allowed: ${NAME} or ${NAME:-default}.");
    }

    @ParameterizedTest
    @CsvSource({"mo, moe", "meo, moe", "COLD-START, cold-start", "simple, simple-generation", "start, cold-start"})
    void theNearestWordIsSuggested(String written, String expected) {
        assertThat(Suggestion.nearest(written, SCENARIOS)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "xyz", "warm-start-up"})
    void nothingIsSuggestedForAWordThatIsFar(String written) {
        assertThat(Suggestion.nearest(written, SCENARIOS)).isEmpty();
    }

    @Test
    void aPartOfSeveralWordsSuggestsNone() {
        assertThat(Suggestion.nearest("llama", List.of("Llama 3.2 1B", "Llama 3.3 70B")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "kitten, sitting, 3", "ab, ba, 1", "'', abc, 3", "ca, abc, 3"})
    void theDistanceCountsTypingMistakes(String a, String b, int expected) {
        assertThat(Suggestion.distance(a, b)).isEqualTo(expected);
        assertThat(Suggestion.distance(b, a)).isEqualTo(expected);
    }
}
