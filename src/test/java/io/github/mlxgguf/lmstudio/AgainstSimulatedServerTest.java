package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.embedded.EmbeddedServer;
import io.github.mlxgguf.metric.GenerationFigures;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.SessionClock;
import io.github.mlxgguf.trace.TextEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The suite's client against a server that plays every fault and habit of the simulated one, in processes of their own: each
 * gives the right typed failure, or the right figures.
 */
@Timeout(60)
class AgainstSimulatedServerTest {
    private static final String TEXT = "Größe 漢字 and 🌊 waves";

    /** One model for each fault, so that the tests need no order. */
    private static final String FAULTS = """
            quirks: [sparse_list, unknown_events_and_fields, bare_events, doubled_prompt_end, comment_lines]
            faults:
              - {on: chat, model: unauthorised, occurrence: 1, kind: unauthorised}
              - {on: chat, model: busy, occurrence: 1, kind: busy}
              - {on: chat, model: internal, occurrence: 1, kind: internal_error}
              - {on: chat, model: garbage, occurrence: 1, kind: garbage}
              - {on: chat, model: reset, occurrence: 1, kind: reset}
              - {on: chat, model: overflow, occurrence: 1, kind: overflow}
              - {on: chat, model: overflow-event, occurrence: 1, kind: overflow_event}
              - {on: chat, model: error-then-end, occurrence: 1, kind: error_then_end, after_deltas: 4}
              - {on: chat, model: cut, occurrence: 1, kind: stream_cut, after_deltas: 4}
              - {on: chat, model: stream-reset, occurrence: 1, kind: stream_reset, after_deltas: 4}
              - {on: chat, model: silence, occurrence: 1, kind: silence, after_deltas: 4, seconds: 30}
              - {on: chat, model: dies, occurrence: 1, kind: worker_dies, after_deltas: 4}
              - {on: chat, model: wrong, occurrence: 1, kind: wrong_model}
              - {on: chat, model: jit, occurrence: 1, kind: jit_load}
              - {on: chat, model: empty, occurrence: 1, kind: empty_stream}
              - {on: chat, model: garbage-event, occurrence: 1, kind: garbage_event, after_deltas: 4}
              - {on: load, model: guardrail, occurrence: 1, kind: guardrail}
              - {on: load, model: crash, occurrence: 1, kind: engine_crash}
              - {on: load, model: slow, occurrence: 1, kind: slow_load, seconds: 30}
              - {on: list, occurrence: 1, kind: busy}
            models:
            """
            + models(
                    "plain",
                    "unauthorised",
                    "busy",
                    "internal",
                    "garbage",
                    "reset",
                    "overflow",
                    "overflow-event",
                    "error-then-end",
                    "cut",
                    "stream-reset",
                    "silence",
                    "dies",
                    "wrong",
                    "jit",
                    "empty",
                    "garbage-event",
                    "guardrail",
                    "crash",
                    "slow");

    private static EmbeddedServer server;
    private static LmStudioServer client;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        server = server(folder, FAULTS);
        client = client(server, "{load: 3s, first_token: 10s, between_tokens: 500ms, total: 30s}");
        // the list's first call meets a busy server, which may be asked again
        assertThat(client.models()).extracting(ModelEntry::key).contains("plain", "slow");
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @AfterEach
    void unloadAll() {
        loaded(client).forEach(client::unload);
    }

    @ParameterizedTest
    @CsvSource({
        "unauthorised, unauthorised",
        "busy, protocol",
        "internal, protocol",
        "garbage, protocol",
        "reset, stream_cut",
        "overflow, context_refused",
        "overflow-event, context_refused",
        "error-then-end, worker_died",
        "cut, stream_cut",
        "stream-reset, stream_cut",
        "silence, timed_out",
        "dies, worker_died",
        "wrong, wrong_model",
        "empty, stream_cut",
        "garbage-event, protocol"
    })
    void aFaultOfAChatHasItsNameAndTheNextChatIsWhole(String key, String kind) {
        LoadedModel model = load(key);

        ServerFailure failure = catchThrowableOfType(ServerFailure.class, () -> generate(model));

        assertThat(failure).as(key).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(failure.getMessage()).contains(server.baseUrl().toString());
        if (!key.equals("dies")) {
            assertThat(generate(model).text()).hasSize(40);
        }
    }

    @ParameterizedTest
    @CsvSource({"guardrail, load_refused", "crash, load_failed", "slow, timed_out"})
    void aFaultOfALoadHasItsNameAndLeavesNothingBehind(String key, String kind) {
        ServerFailure failure = catchThrowableOfType(ServerFailure.class, () -> load(key));

        assertThat(failure).isNotNull();
        assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
        assertThat(loaded(client)).isEmpty();
        assertThat(generate(load(key)).text()).hasSize(40);
    }

    @Test
    void aLoadInsideAChatVoidsItsTimes() {
        GenerationTrace trace = generate(load("jit"));

        assertThat(trace.loadedInside()).isTrue();
        assertThat(GenerationFigures.from(trace, 40, true).ttftMs()).isNull();
    }

    @Test
    void habitsChangeNoFigure() {
        GenerationTrace trace = generate(load("plain"));

        assertThat(trace.text()).hasSize(40);
        assertThat(trace.stats().outputTokens()).isEqualTo(40);
        assertThat(trace.promptStartNs()).isNotNull();
        assertThat(trace.responseText()).startsWith(TEXT);
        assertThat(trace.loadedInside()).isFalse();
    }

    @Test
    void splitCharactersAndBunchedEventsGiveTheSameText(@TempDir Path folder) throws IOException {
        String text;
        try (EmbeddedServer split =
                        server(folder.resolve("a"), "quirks: [split_utf8, done_line]\nmodels:\n" + models("plain"));
                LmStudioServer own = client(split, "{}")) {
            text = generate(own, own.load(request("plain"))).responseText();
        }
        try (EmbeddedServer bunched = server(folder.resolve("b"), "quirks: [coalesced]\nmodels:\n" + models("plain"));
                LmStudioServer own = client(bunched, "{}")) {
            GenerationTrace trace = generate(own, own.load(request("plain")));

            assertThat(trace.responseText()).isEqualTo(text).startsWith(TEXT).doesNotContain("\uFFFD");
            assertThat(trace.text()).hasSize(40);
            assertThat(trace.text().stream().map(TextEvent::read).distinct().count())
                    .isLessThan(40);
            assertThat(GenerationFigures.from(trace, 40, true).flags()).contains("coalesced_stream");
        }
    }

    @Test
    void aServerOlderThanTheApiIsToldByName(@TempDir Path folder) throws IOException {
        try (EmbeddedServer old = server(folder, "quirks: [no_v1]\nmodels:\n" + models("plain"));
                LmStudioServer own = client(old, "{}")) {
            assertThat(ServerIdentifier.identify(config(old, "{}")))
                    .isInstanceOfSatisfying(Identification.Unusable.class, unusable -> assertThat(unusable.failure())
                            .hasMessageContaining("0.4.0 or newer"));
            assertThatThrownBy(own::models).isInstanceOf(ServerFailure.class).hasMessageContaining("0.4.0 or newer");
        }
    }

    @Test
    void aTokenIsNeededAndNeverRepeated(@TempDir Path folder) throws IOException {
        String script = "api_token: sk-lm-secret\nmodels:\n" + models("plain");
        try (EmbeddedServer locked = server(folder, script);
                LmStudioServer without = client(locked, "{}");
                LmStudioServer with = new LmStudioServer(config(locked, "{}", "sk-lm-secret"), SessionClock.start());
                LmStudioServer wrong = new LmStudioServer(config(locked, "{}", "sk-lm-guess"), SessionClock.start())) {
            assertThatThrownBy(without::models).isInstanceOf(ServerFailure.Unauthorised.class);
            assertThatThrownBy(wrong::models)
                    .isInstanceOf(ServerFailure.Unauthorised.class)
                    .hasMessageNotContaining("sk-lm-guess");
            assertThat(with.models()).hasSize(1);
        }
    }

    @Test
    void idsThatDropTheSuffixAreUnloadedAsGiven(@TempDir Path folder) throws IOException {
        String script = "quirks: [ids_drop_suffix]\nmodels:\n" + models("small@q8_0");
        try (EmbeddedServer dropping = server(folder, script);
                LmStudioServer own = client(dropping, "{}")) {
            LoadedModel model = own.load(request("small@q8_0"));

            assertThat(model.instanceId()).isEqualTo("small");
            assertThat(generate(own, model).text()).hasSize(40);
            own.unload(model.instanceId());
            assertThat(loaded(own)).isEmpty();
        }
    }

    @Test
    void anotherModelMayNotAnswer(@TempDir Path folder) throws IOException {
        String script = "quirks: [any_model_answers]\nmodels:\n" + models("loaded");
        try (EmbeddedServer generous = server(folder, script);
                LmStudioServer own = client(generous, "{}")) {
            LoadedModel loaded = own.load(request("loaded"));
            LoadedModel asked =
                    new LoadedModel("gone", "gone", 0, 1, null, loaded.requested(), loaded.effective(), loaded.via());

            assertThatThrownBy(() -> generate(own, asked)).isInstanceOf(ServerFailure.WrongModel.class);
        }
    }

    @Test
    void aFittedContextIsReadBack(@TempDir Path folder) throws IOException {
        String script = "models:\n" + models("fitted").replace("leak:", "fitted_context: 131072, leak:");
        try (EmbeddedServer fitting = server(folder, script);
                LmStudioServer own = client(fitting, "{}")) {
            assertThat(own.load(request("fitted")).effective().contextLength()).isEqualTo(131_072);
        }
    }

    @Test
    void aConnectionThatTheServerClosedWhileIdleCostsNoGeneration(@TempDir Path folder) throws Exception {
        Path script = script(folder, "models:\n" + models("plain"));
        try (EmbeddedServer hasty = EmbeddedServer.start(EmbeddedServer.Options.defaults(folder.resolve("engine.log"))
                        .withScript(script, folder.resolve("truth.jsonl"))
                        .withIdleClose(Duration.ofMillis(50)));
                LmStudioServer own = client(hasty, "{}")) {
            LoadedModel model = own.load(request("plain"));
            for (int i = 0; i < 5; i++) {
                Thread.sleep(60); // the idle time itself is what is tested
                assertThat(generate(own, model).text()).hasSize(40);
            }
        }
    }

    /** The embedding model of a sparse list is only there to be read. */
    private static List<String> loaded(LmStudioServer own) {
        return own.models().stream()
                .filter(model -> model.type().equals("llm"))
                .flatMap(model -> model.instances().stream())
                .map(ModelEntry.Instance::id)
                .toList();
    }

    private static LoadedModel load(String key) {
        return client.load(request(key));
    }

    private static LoadRequest request(String key) {
        return new LoadRequest(key, LoadConfig.ofContext(4096));
    }

    private static GenerationTrace generate(LoadedModel model) {
        return generate(client, model);
    }

    private static GenerationTrace generate(LmStudioServer own, LoadedModel model) {
        return own.generate(model, new GenerationRequest("Tell me about the sea.", 40, 0, null));
    }

    private static EmbeddedServer server(Path folder, String script) throws IOException {
        return EmbeddedServer.start(EmbeddedServer.Options.defaults(folder.resolve("engine.log"))
                .withScript(script(folder, script), folder.resolve("truth.jsonl")));
    }

    private static Path script(Path folder, String text) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve("script.yaml"), text);
    }

    private static LmStudioServer client(EmbeddedServer server, String timeouts) {
        return new LmStudioServer(config(server, timeouts), SessionClock.start());
    }

    private static ServerConfig config(EmbeddedServer server, String timeouts) {
        return config(server, timeouts, "");
    }

    private static ServerConfig config(EmbeddedServer server, String timeouts, String token) {
        return ConfigLoader.load(
                        "server: {base_url: '" + server.baseUrl() + "', timeouts: " + timeouts + "}",
                        "test",
                        token.isEmpty() ? Map.of() : Map.of("LM_API_TOKEN", token))
                .server();
    }

    private static String models(String... keys) {
        StringBuilder yaml = new StringBuilder();
        for (String key : List.of(keys)) {
            yaml.append("  - {key: ")
                    .append('"' + key + '"')
                    .append(", format: gguf, quantization: Q8_0, bits_per_weight: 8, size_bytes: 1000000,")
                    .append(" resident_bytes: 1000000, answer: {text: \"" + TEXT + "\"}, leak: {kind: none},")
                    .append(" speed: {load_seconds: 0.01, prefill_tokens_per_second: 10000,")
                    .append(" decode_tokens_per_second: 500}}\n");
        }
        return yaml.toString();
    }
}
