package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.embedded.ApiClient.Answer;
import io.github.mlxgguf.embedded.ApiClient.Event;
import io.github.mlxgguf.embedded.simulation.GenerationTruth;
import io.github.mlxgguf.embedded.simulation.LoadTruth;
import io.github.mlxgguf.embedded.simulation.TruthReader;
import io.github.mlxgguf.embedded.simulation.UnloadTruth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The real server and real workers with the simulated engine: what they say agrees with the script and with the truth file. */
@Timeout(60)
class SimulatedServerTest {
    private static final String SCRIPT = """
            seed: 7
            models:
              - key: fast
                format: gguf
                quantization: Q8_0
                size_bytes: 50000000
                resident_bytes: 50000000
                prompt_cache: true
                speed: {load_seconds: 0.3, prefill_tokens_per_second: 1000, decode_tokens_per_second: 500, jitter: 0.1}
              - key: thinker
                format: mlx
                quantization: 4bit
                size_bytes: 1000000
                resident_bytes: 1000000
                context_bytes_per_token: 10000
                reasoning_options: ["off", "on"]
                speed: {load_seconds: 0, prefill_tokens_per_second: 5000, decode_tokens_per_second: 1000}
                answer: {text: "The answer is 42.", tokens: 5, reasoning_tokens: 4, tokens_per_delta: 2}
                leak: {kind: linear, bytes_per_request: 2000000}
              - key: mapped
                format: gguf
                quantization: Q8_0
                size_bytes: 50000000
                resident_bytes: 50000000
                mmap: true
                speed: {load_seconds: 0.1, prefill_tokens_per_second: 5000, decode_tokens_per_second: 1000}
                leak: {kind: linear, bytes_per_request: 2000000}
              - key: slow
                format: gguf
                quantization: Q8_0
                size_bytes: 1000000
                resident_bytes: 1000000
                speed: {load_seconds: 0, prefill_tokens_per_second: 5000, decode_tokens_per_second: 10}
            """;
    private static final long MEGABYTE = 1_000_000;

    private Path truth;
    private EmbeddedServer server;
    private ApiClient client;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        truth = directory.resolve("truth").resolve("truth.jsonl");
        Path script = Files.writeString(directory.resolve("script.yaml"), SCRIPT);
        server = EmbeddedServer.start(
                EmbeddedServer.Options.defaults(directory.resolve("engine.log")).withScript(script, truth));
        client = new ApiClient(server.baseUrl());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theServerSaysThatItIsSimulatedAndOffersTheScriptsModels() throws Exception {
        assertThat(client.get("/mlx-gguf-bench/engine").text())
                .isEqualTo("{\"engine\":\"simulated\",\"simulated\":true,\"pid\":" + server.pid() + "}");
        assertThat(client.get("/api/v1/models").json().get("models").findValuesAsText("key"))
                .containsExactly("fast", "thinker", "mapped", "slow");
    }

    @Test
    void tokensComeAtTheScriptedRateAndTheTruthSaysWhen() throws Exception {
        load("fast", "");

        long sent = System.nanoTime();
        List<Event> events = chat("fast", "How fast?", 200, "");
        long answered = System.nanoTime();

        GenerationTruth made = generations().get(0);
        double[] rates = IntStream.range(0, 100)
                .mapToDouble(i -> 100e9
                        / (made.enginePieceNs().get(i + 100)
                                - made.enginePieceNs().get(i)))
                .sorted()
                .toArray();
        assertThat(rates[50])
                .as("median over windows of half the answer: a busy machine makes some tokens late, not the schedule")
                .isCloseTo(500, within(5.0));
        assertThat(made.decodeTokensPerSecond())
                .isEqualTo(199e9 / (known(made.engineLastTokenNs()) - known(made.engineFirstTokenNs())));
        assertThat(List.of(
                        known(made.number()),
                        known(made.outputTokens()),
                        known(made.reasoningTokens()),
                        known(made.cachedTokens())))
                .containsExactly(1, 200, 0, 0);
        assertThat(events)
                .filteredOn(event -> event.type().equals("message.delta"))
                .hasSize(200);
        assertThat(made.tokensPerDelta()).hasSize(200).containsOnly(1);
        assertThat(made.sentNs()).hasSize(200).isSorted();
        assertThat(made.enginePieceNs()).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(made.sentNs().get(i))
                    .isGreaterThanOrEqualTo(made.enginePieceNs().get(i));
        }
        assertThat(List.of(
                        sent,
                        made.receivedNs(),
                        known(made.prefillStartNs()),
                        known(made.engineFirstTokenNs()),
                        known(made.engineLastTokenNs()),
                        known(made.endSentNs()),
                        answered))
                .as("one clock for the client, the server and the worker")
                .isSorted();
        double prefillMs = (known(made.engineFirstTokenNs()) - known(made.prefillStartNs())) / 1e6;
        assertThat(prefillMs).isBetween((double) known(made.inputTokens()), known(made.inputTokens()) + 500.0);
        JsonNode result = events.get(events.size() - 1).data().get("result");
        assertThat(result.at("/stats/input_tokens").intValue()).isEqualTo(known(made.inputTokens()));
        assertThat(result.at("/stats/total_output_tokens").intValue()).isEqualTo(200);
        assertThat(result.at("/output/0/content").asText())
                .hasSize(made.chars())
                .contains("Caf\u00e9", "\ud83d\ude80");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLoadTakesItsTimeAndItsMemoryIsReallyThere() throws Exception {
        load("fast", "");
        unload("fast");
        load("fast", "");
        server.close();

        List<LoadTruth> loads = TruthReader.read(truth, LoadTruth.class);

        assertThat(loads).extracting(LoadTruth::loadNumber).containsExactly(1, 2);
        assertThat(loads).allSatisfy(load -> {
            assertThat(load.residentBytes()).isEqualTo(50 * MEGABYTE);
            assertThat(known(load.anonymousAfterBytes()) - known(load.anonymousBeforeBytes()))
                    .isCloseTo(50 * MEGABYTE, within(MEGABYTE));
            assertThat((load.engineReadyNs() - load.engineStartNs()) / 1e9).isBetween(0.3, 3.0);
            assertThat(List.of(load.requestedNs(), load.engineStartNs(), load.engineReadyNs(), load.readyNs()))
                    .isSorted();
        });
        assertThat(TruthReader.read(truth, UnloadTruth.class))
                .extracting(UnloadTruth::workerPid)
                .containsExactly(loads.get(0).workerPid(), loads.get(1).workerPid());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void weightsThatAreMappedAreAFilesAndNotTheWorkersOwn() throws Exception {
        load("mapped", "");
        chat("mapped", "Hello", 3, "");
        server.close();

        LoadTruth load = TruthReader.read(truth, LoadTruth.class).get(0);

        assertThat(load.mappedBytes()).isEqualTo(50 * MEGABYTE);
        assertThat(load.residentBytes()).isZero();
        assertThat(known(load.fileAfterBytes()) - known(load.fileBeforeBytes()))
                .isCloseTo(50 * MEGABYTE, within(MEGABYTE));
        assertThat(known(load.anonymousAfterBytes()) - known(load.anonymousBeforeBytes()))
                .isCloseTo(0, within(MEGABYTE));
        assertThat(TruthReader.read(truth, GenerationTruth.class).get(0).leakedBytes())
                .as("what leaks is the worker's own")
                .isEqualTo(2 * MEGABYTE);
    }

    @Test
    void reasoningComesFirstUnlessItIsOff() throws Exception {
        load("thinker", "");

        List<Event> thought = chat("thinker", "Why?", 100, "");
        List<Event> plain = chat("thinker", "Why?", 100, ",\"reasoning\":\"off\"");

        assertThat(thought)
                .extracting(Event::type)
                .containsSubsequence(
                        "prompt_processing.end",
                        "reasoning.start",
                        "reasoning.delta",
                        "reasoning.delta",
                        "reasoning.end",
                        "message.start",
                        "message.delta",
                        "message.delta",
                        "message.delta",
                        "message.end",
                        "chat.end");
        JsonNode result = thought.get(thought.size() - 1).data().get("result");
        assertThat(result.get("output").findValuesAsText("type")).containsExactly("reasoning", "message");
        assertThat(result.at("/output/1/content").asText()).isEqualTo("The answer is 42.");
        assertThat(result.at("/stats/reasoning_output_tokens").intValue()).isEqualTo(4);
        assertThat(result.at("/stats/total_output_tokens").intValue()).isEqualTo(9);
        assertThat(plain).extracting(Event::type).doesNotContain("reasoning.start");
        assertThat(generations().get(0).tokensPerDelta()).containsExactly(2, 2, 2, 2, 1);
        assertThat(generations()).extracting(GenerationTruth::reasoningDeltas).containsExactly(2, 0);
        assertThat(generations()).extracting(GenerationTruth::reasoningTokens).containsExactly(4, 0);
    }

    @Test
    void aReasoningSettingThatTheModelLacksIsRefused() throws Exception {
        Answer answer = client.post("/api/v1/chat", body("thinker", "Why?", 5, ",\"reasoning\":\"high\""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/message").asText())
                .isEqualTo("Reasoning setting 'high' is not supported by model 'thinker'."
                        + " Supported settings: 'off', 'on'.");
    }

    @Test
    void anAnswerThatIsNotStreamedHasItsLineToo() throws Exception {
        load("thinker", "");

        Answer whole = client.post(
                "/api/v1/chat", body("thinker", "Why?", 3, "").replace("\"stream\":true", "\"stream\":false"));

        assertThat(whole.json().get("output"))
                .as("the limit fell into the reasoning, so no message began")
                .hasToString("[{\"type\":\"reasoning\",\"content\":\"Let me think\"}]");
        GenerationTruth made = generations(1).get(0);
        assertThat(made.streamed()).isFalse();
        assertThat(made.sentNs()).isEmpty();
        assertThat(made.outputTokens()).isEqualTo(3);
        assertThat(made.reasoningTokens()).isEqualTo(3);
        assertThat(made.chars()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void contextAndLeakAreMemoryOfTheWorker() throws Exception {
        load("thinker", "");
        chat("thinker", "Why?", 100, "");
        long pid = loads().get(0).workerPid();
        long before = anonymousBytes(pid);

        for (int i = 0; i < 10; i++) {
            chat("thinker", "Why?", 100, "");
        }

        assertThat(anonymousBytes(pid) - before).isCloseTo(20 * MEGABYTE, within(MEGABYTE));
        assertThat(generations()).extracting(GenerationTruth::leakedBytes).endsWith(20 * MEGABYTE, 22 * MEGABYTE);
        assertThat(generations()).extracting(GenerationTruth::contextBytes).containsOnly(256 * 10_000L);
    }

    @Test
    void aPromptThatBeginsLikeTheLastOneIsNotComputedAgain() throws Exception {
        load("fast", "");

        String prompt = "one ".repeat(400); // 0.4 s
        chat("fast", prompt, 2, "");
        chat("fast", prompt, 2, "");
        chat("fast", "another " + prompt, 2, "");

        List<GenerationTruth> made = generations();
        int input = known(made.get(0).inputTokens());
        assertThat(known(made.get(1).inputTokens())).isEqualTo(input);
        assertThat(made).extracting(GenerationTruth::cachedTokens).element(0).isEqualTo(0);
        assertThat(made).extracting(GenerationTruth::cachedTokens).element(1).isEqualTo(input - 1);
        assertThat(known(made.get(2).cachedTokens()))
                .as("what stands before the prompt in every chat")
                .isBetween(1, input - 400);
        assertThat(known(made.get(0).engineFirstTokenNs()) - known(made.get(0).prefillStartNs()))
                .isGreaterThan(400_000_000L);
        assertThat(known(made.get(1).engineFirstTokenNs()) - known(made.get(1).prefillStartNs()))
                .isLessThan(200_000_000L);
    }

    @Test
    void aDroppedAnswerIsCancelled() throws Exception {
        load("slow", "");
        try (EventSocket socket = new EventSocket(server.baseUrl(), body("slow", "Go on.", 100, ""))) {
            socket.readUntil("message.delta");
        }
        chat("slow", "One more.", 1, ""); // waits for the only slot

        GenerationTruth made = generations(2).stream()
                .filter(each -> known(each.number()) == 1)
                .findFirst()
                .orElseThrow();

        assertThat(made.cancelled()).isTrue();
        assertThat(known(made.outputTokens())).isBetween(1, 30);
        assertThat(made.sentNs().size()).isBetween(1, known(made.outputTokens()));
    }

    @Test
    void anAnswerWhoseWorkerDiedHasWhatTheServerSaw() throws Exception {
        load("slow", "");
        try (EventSocket socket = new EventSocket(server.baseUrl(), body("slow", "Go on.", 100, ""))) {
            socket.readUntil("message.delta");
            ProcessHandle.of(loads().get(0).workerPid()).orElseThrow().destroyForcibly();
            socket.readUntil("chat.end");
        }

        GenerationTruth made = generations(1).get(0);

        assertThat(made.sentNs()).isNotEmpty().hasSameSizeAs(made.enginePieceNs());
        assertThat(made.endSentNs()).isNotNull();
        assertThat(made.number()).isNull();
        assertThat(made.outputTokens()).isNull();
        assertThat(made.decodeTokensPerSecond()).isNull();
        assertThat(made.cancelled()).isFalse();
    }

    @Test
    void asManyAnswersAsSlotsAreMadeAtOnce() throws Exception {
        load("slow", ",\"parallel\":2");

        List<CompletableFuture<Void>> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            requests.add(CompletableFuture.runAsync(() -> {
                try {
                    chat("slow", "Go on.", 5, "");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).get();

        List<GenerationTruth> made = generations(3);
        assertThat(made).extracting(GenerationTruth::number).containsExactlyInAnyOrder(1, 2, 3);
        List<GenerationTruth> byStart = made.stream()
                .sorted((a, b) -> Long.compare(known(a.prefillStartNs()), known(b.prefillStartNs())))
                .toList();
        assertThat(known(byStart.get(1).prefillStartNs()))
                .isLessThan(known(byStart.get(0).engineLastTokenNs()));
        assertThat(known(byStart.get(2).prefillStartNs()))
                .isGreaterThanOrEqualTo(Math.min(
                        known(byStart.get(0).engineLastTokenNs()),
                        known(byStart.get(1).engineLastTokenNs())));
    }

    @Test
    void aPromptThatFillsTheContextIsRefusedAsByLlamaCpp() throws Exception {
        load("fast", ",\"context_length\":10");

        Answer answer = client.post("/api/v1/chat", body("fast", "one two three four five six", 5, ""));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText())
                .startsWith("The number of tokens to keep from the initial prompt is greater than the context length"
                        + " (n_keep: ");
    }

    private void load(String key, String more) throws Exception {
        Answer answer = client.post("/api/v1/models/load", "{\"model\":\"" + key + "\"" + more + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void unload(String id) throws Exception {
        assertThat(client.post("/api/v1/models/unload", "{\"instance_id\":\"" + id + "\"}")
                        .status())
                .isEqualTo(200);
    }

    private List<Event> chat(String model, String input, int limit, String more) throws Exception {
        return client.chat(body(model, input, limit, more));
    }

    private static String body(String model, String input, int limit, String more) {
        return "{\"model\":\"" + model + "\",\"input\":\"" + input + "\",\"stream\":true,\"store\":false"
                + ",\"max_output_tokens\":" + limit + more + "}";
    }

    private List<LoadTruth> loads() throws Exception {
        return TruthReader.read(truth, LoadTruth.class);
    }

    /** Closing the server completes the file. */
    private List<GenerationTruth> generations() throws Exception {
        server.close();
        return TruthReader.read(truth, GenerationTruth.class);
    }

    private List<GenerationTruth> generations(int count) throws Exception {
        List<GenerationTruth> made = generations();
        assertThat(made).hasSize(count);
        return made;
    }

    private static <T> T known(@Nullable T value) {
        assertThat(value).isNotNull();
        return Objects.requireNonNull(value);
    }

    private static long anonymousBytes(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
                .filter(line -> line.startsWith("Anonymous:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .sum();
    }
}
