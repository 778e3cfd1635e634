package io.github.mlxgguf.embedded.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.trace.Format;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptReaderTest {
    private static final String MODEL = "models: [{key: a, format: gguf, quantization: Q8_0, size_bytes: 5,"
            + " resident_bytes: 6, speed: {prefill_tokens_per_second: 1, decode_tokens_per_second: 2}}]";

    @Test
    void aShortScriptGetsItsDefaults() {
        Script script = ScriptReader.read(MODEL, "test.yaml");

        assertThat(script)
                .isEqualTo(new Script(
                        0,
                        null,
                        Set.of(),
                        List.of(),
                        List.of(new ScriptedModel(
                                "a",
                                null,
                                false,
                                "a",
                                "simulated",
                                "llama",
                                Format.GGUF,
                                "Q8_0",
                                0,
                                "1B",
                                5,
                                131_072,
                                6,
                                false,
                                0,
                                false,
                                0,
                                List.of(),
                                new Speed(0, 1, 2, 0, 0, Speed.Heat.NONE),
                                Answer.PLAIN,
                                Leak.NONE))));
    }

    @Test
    void quirksFaultsAndWordsThatYamlMightTakeForTruthValuesAreRead() {
        Script script =
                ScriptReader.read("""
                quirks: [bare_events, NO_V1]
                faults: [{on: chat, occurrence: 2, kind: stream_cut, after_deltas: 3}]
                """ + MODEL.replace("key: a", "key: a, reasoning_options: [off, on]"), "test.yaml");

        assertThat(script.quirks()).containsExactlyInAnyOrder(Quirk.BARE_EVENTS, Quirk.NO_V1);
        assertThat(script.faults().get(0).on()).isEqualTo(Fault.Call.CHAT);
        assertThat(script.faults().get(0).afterDeltas()).isEqualTo(3);
        assertThat(script.models().get(0).reasoningOptions()).containsExactly("off", "on");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "key: a | keey: a |"
                        + " test.yaml: models[0].keey: found an unknown key; allowed: answer, architecture, bits_per_weight,"
                        + " catalogue_entry, context_bytes_per_token, display_name, fitted_context, format, key, leak,"
                        + " max_context_length, mmap, params, prompt_cache, publisher, quantization, reasoning_options,"
                        + " resident_bytes, selected, size_bytes, speed.",
                "format: gguf | format: onnx | test.yaml:1:27: models[0].format: found 'onnx'; allowed: gguf, mlx.",
                "size_bytes: 5 | size_bytes: big | test.yaml:1:65: models[0].size_bytes: found 'big'; allowed: a whole number.",
                "decode_tokens_per_second: 2 | decode_tokens_per_second: fast |"
                        + " test.yaml:1:151: models[0].speed.decode_tokens_per_second: found 'fast'; allowed: a number.",
                "decode_tokens_per_second: 2 | decode_tokens_per_second: 0 |"
                        + " test.yaml: model a: prefill_tokens_per_second and decode_tokens_per_second must be above 0.",
                "decode_tokens_per_second: 2 | decode_tokens_per_second: 2, jitter: -1 |"
                        + " test.yaml: model a: load_seconds, jitter, between_loads, heat.busy_seconds and heat.loss must not"
                        + " be below 0, and heat.loss must be below 1.",
                "size_bytes: 5 | size_bytes: 0 | test.yaml: model a: size_bytes and resident_bytes must be above 0.",
                "quantization: Q8_0, | `` | test.yaml: model a: key, format, quantization and speed must be there.",
                "key: a, | key: a, leak: {kind: bounded}, |"
                        + " test.yaml: model a: leak: bounded needs bytes_per_request and requests above 0.",
                "key: a, | key: a, leak: {kind: linear}, |"
                        + " test.yaml: model a: leak: linear needs bytes_per_request above 0.",
                "key: a, | key: a, leak: {kind: step}, |"
                        + " test.yaml: model a: leak: step needs step_bytes and requests above 0.",
            })
    void whatIsWrongIsSaidWithItsPlace(String part, String replacement, String problem) {
        assertThatThrownBy(() -> ScriptReader.read(MODEL.replace(part, replacement), "test.yaml"))
                .isInstanceOf(ConfigException.class)
                .hasMessage("The script cannot be used (1 problem); nothing was started:\n  " + problem);
    }

    @Test
    void aScriptWithoutModelsIsRefused() {
        assertThatThrownBy(() -> ScriptReader.read("seed: 1", "test.yaml"))
                .hasMessageEndingWith("\n  test.yaml: models: found none; allowed: at least one.");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatThrownBy(() -> ScriptReader.read("", "test.yaml"))
                .isInstanceOf(ConfigException.class)
                .hasMessageEndingWith("\n  test.yaml: models: found none; allowed: at least one.");
    }

    @Test
    void aKeyMayNotStandTwice() {
        assertThatThrownBy(() -> ScriptReader.read(
                        MODEL.replace("]", ", ")
                                + MODEL.substring(MODEL.indexOf('{')).replace("key: a", "key: A"),
                        "test.yaml"))
                .hasMessageEndingWith(
                        "\n  test.yaml: model A: found a second time; allowed: a key of its own for every model.");
    }

    @Test
    void whatIsNoYamlIsRefused() {
        assertThatThrownBy(() -> ScriptReader.read("models: [", "test.yaml"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("\n  test.yaml:1:10: is not YAML: ");
    }

    @Test
    void aFileThatIsNotThereIsNamedWithTheCure() {
        assertThatThrownBy(() -> ScriptReader.read(Path.of("no", "script.yaml")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("The script cannot be used (1 problem); nothing was started:\n  "
                        + Path.of("no", "script.yaml")
                        + ": cannot be read (NoSuchFileException: " + Path.of("no", "script.yaml")
                        + "). Name a script with -Dbench.script=FILE, or leave it out for the shipped one.");
    }
}
