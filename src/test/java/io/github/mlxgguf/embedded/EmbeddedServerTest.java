package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.embedded.ApiClient.Answer;
import io.github.mlxgguf.embedded.ApiClient.Event;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real server process, real workers, the real engine, on models small enough for a unit test. */
@Timeout(60)
class EmbeddedServerTest {
    private static final String F16 = "embedded/gibberish-tiny@f16";
    private static final String Q8 = "embedded/gibberish-tiny@q8_0";

    private static Path log;
    private static EmbeddedServer server;
    private static ApiClient client;

    @BeforeAll
    static void start(@TempDir Path directory) {
        log = directory.resolve("logs").resolve("engine.log");
        server = EmbeddedServer.start(EmbeddedServer.Options.defaults(log)
                .withCatalog(EmbeddedCatalog.TINY)
                .withModelCache(directory.resolve("models"))
                .withIdleClose(Duration.ofSeconds(1)));
        client = new ApiClient(server.baseUrl());
    }

    @AfterEach
    void unloadAll() throws Exception {
        for (String id : loadedInstances()) {
            assertThat(unload(id).status()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        List<ProcessHandle> family =
                Stream.concat(Stream.of(process()), process().descendants()).toList();
        server.close();
        assertThat(family).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void itGreetsLikeLmStudioAndSaysWhatItIs() throws Exception {
        assertThat(client.get("/lmstudio-greeting").text()).isEqualTo("{\"lmstudio\":true}");
        assertThat(client.get("/mlx-gguf-bench/engine").text())
                .isEqualTo("{\"engine\":\"llama.cpp\",\"simulated\":false,\"pid\":" + server.pid() + "}");
    }

    @Test
    void headersAreThoseOfExpress() throws Exception {
        HttpResponse<String> response = client.send("GET", "/lmstudio-greeting", "");

        assertThat(response.headers().map())
                .containsEntry("x-powered-by", List.of("Express"))
                .containsEntry("content-type", List.of("application/json; charset=utf-8"))
                .containsEntry("etag", List.of("W/\"11-O774i0J92GY8XhAPsu9j3ao8dPI\""))
                .containsEntry("connection", List.of("keep-alive"))
                .containsEntry("keep-alive", List.of("timeout=1"));
    }

    @Test
    void anUnknownRouteIsAnswered200WithAnError() throws Exception {
        Answer answer = client.post("/chat/completions", "{}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("{\"error\":\"Unexpected endpoint or method. (POST /chat/completions)\"}");
    }

    @Test
    void theListTellsWhatIsOnOfferAndWhatIsLoaded() throws Exception {
        load(Q8, ",\"context_length\":512,\"parallel\":2");

        JsonNode models = client.get("/api/v1/models").json().get("models");

        assertThat(models).hasSize(4);
        assertThat(models.get(0).get("key").asText()).isEqualTo(F16);
        assertThat(models.get(0).get("loaded_instances")).isEmpty();
        JsonNode q8 = models.get(1);
        assertThat(q8.get("type").asText()).isEqualTo("llm");
        assertThat(q8.get("format").asText()).isEqualTo("gguf");
        assertThat(q8.get("architecture").asText()).isEqualTo("llama");
        assertThat(q8.get("quantization")).hasToString("{\"name\":\"Q8_0\",\"bits_per_weight\":8}");
        assertThat(q8.get("size_bytes").asLong()).isEqualTo(543_744);
        assertThat(q8.get("max_context_length").asInt()).isEqualTo(2048);
        assertThat(q8.get("loaded_instances"))
                .hasToString("[{\"id\":\"" + Q8 + "\",\"config\":{\"context_length\":512,\"eval_batch_size\":512,"
                        + "\"parallel\":2,\"flash_attention\":false,\"offload_kv_cache_to_gpu\":true}}]");
        JsonNode old = client.get("/api/v0/models").json().get("data");
        assertThat(old.get(0).get("state").asText()).isEqualTo("not-loaded");
        assertThat(old.get(1).get("state").asText()).isEqualTo("loaded");
        assertThat(old.get(1).get("loaded_context_length").asInt()).isEqualTo(512);
    }

    @Test
    void aLoadStartsAWorkerAndUnloadingEndsIt() throws Exception {
        Answer loaded = load(F16, ",\"context_length\":512,\"echo_load_config\":true");

        assertThat(loaded.status()).isEqualTo(200);
        assertThat(loaded.json().get("instance_id").asText()).isEqualTo(F16);
        assertThat(loaded.json().get("status").asText()).isEqualTo("loaded");
        assertThat(loaded.json().get("load_time_seconds").asDouble()).isPositive();
        assertThat(loaded.json().get("load_config").get("context_length").asInt())
                .isEqualTo(512);
        List<ProcessHandle> workers = process().children().toList();
        assertThat(workers).hasSize(1);
        assertThat(workers.get(0).info().commandLine().orElse("llmworker")).contains("llmworker");

        assertThat(unload(F16).text()).isEqualTo("{\"instance_id\":\"" + F16 + "\"}");

        assertThat(workers.get(0).isAlive()).isFalse();
    }

    @Test
    void aSecondLoadMakesASecondCopy() throws Exception {
        load(F16, "");
        assertThat(load(F16, "").json().get("instance_id").asText()).isEqualTo(F16 + ":2");
        assertThat(process().children()).hasSize(2);

        unload(F16);

        assertThat(loadedInstances()).containsExactly(F16 + ":2");
        assertThat(end(client.chat(chat(F16, "hello", 2)))
                        .get("model_instance_id")
                        .asText())
                .isEqualTo(F16 + ":2");
    }

    @Test
    void aStreamHasItsEventsInOrderAndTheEnginesOwnFigures() throws Exception {
        load(F16, "");

        List<Event> events = client.chat(chat(F16, "Write a short story about the sea.", 20));

        assertThat(events)
                .extracting(Event::type)
                .startsWith(
                        "chat.start",
                        "prompt_processing.start",
                        "prompt_processing.progress",
                        "prompt_processing.progress",
                        "prompt_processing.end",
                        "message.start",
                        "message.delta")
                .endsWith("message.delta", "message.end", "chat.end")
                .filteredOn("message.delta"::equals)
                .hasSize(20);
        assertThat(events).allMatch(event -> event.data().get("type").asText().equals(event.type()));
        JsonNode result = end(events);
        String text = String.join(
                "",
                events.stream()
                        .filter(event -> event.type().equals("message.delta"))
                        .map(event -> event.data().get("content").asText())
                        .toList());
        assertThat(result.get("output").get(0).get("content").asText()).isEqualTo(text);
        JsonNode stats = result.get("stats");
        EngineFigures engine = lastFigures();
        assertThat(stats.get("input_tokens").asInt()).isEqualTo(engine.promptTokens());
        assertThat(stats.get("total_output_tokens").asInt()).isEqualTo(20).isEqualTo(engine.outputTokens());
        assertThat(stats.get("tokens_per_second").asDouble()).isCloseTo(20_000 / engine.outputMs(), within(1e-6));
        assertThat(stats.get("time_to_first_token_seconds").asDouble())
                .isCloseTo(engine.promptMs() / 1000, within(1e-9));
        assertThat(result.has("response_id")).isFalse();
    }

    @Test
    void aRepeatedPromptComesFromTheCacheAndStillCountsInFull() throws Exception {
        load(F16, "");
        int cold = inputTokens(client.chat(chat(F16, "The same words again.", 4)));
        int processedCold = lastFigures().processedPromptTokens();

        int warm = inputTokens(client.chat(chat(F16, "The same words again.", 4)));

        assertThat(processedCold).isEqualTo(cold);
        assertThat(warm).isEqualTo(cold);
        assertThat(lastFigures().processedPromptTokens()).isEqualTo(1);
    }

    @Test
    void bothBuildsAndAWholeAnswerSayTheSame() throws Exception {
        load(F16, "");
        String body = "{\"model\":\"" + F16 + "\",\"input\":[{\"type\":\"text\",\"content\":\"hello\"}],"
                + "\"max_output_tokens\":12,\"temperature\":0}";

        JsonNode whole = client.post("/api/v1/chat", body).json();

        JsonNode streamed = end(client.chat(chat(F16, "hello", 12)));
        assertThat(whole.get("output")).isEqualTo(streamed.get("output"));
        assertThat(whole.get("response_id").asText()).startsWith("resp_");
    }

    @Test
    void anAnswerEndsWhereTheContextDoes() throws Exception {
        load(F16, ",\"context_length\":256");

        Answer answer = client.post(
                "/api/v0/chat/completions",
                "{\"model\":\"" + F16 + "\",\"max_tokens\":1000,\"temperature\":0,"
                        + "\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");

        JsonNode json = answer.json();
        assertThat(json.get("stats").get("stop_reason").asText()).isEqualTo("contextLengthReached");
        assertThat(json.get("usage").get("total_tokens").asInt()).isEqualTo(255);
        assertThat(json.get("model_info"))
                .hasToString("{\"arch\":\"llama\",\"quant\":\"F16\",\"format\":\"gguf\",\"context_length\":256}");
        assertThat(json.get("runtime"))
                .hasToString(
                        "{\"name\":\"llama.cpp-embedded\",\"version\":\"b4916\",\"supported_formats\":[\"gguf\"]}");
    }

    @Test
    void aPromptLongerThanTheContextIsRefusedWithAPlainString() throws Exception {
        load(F16, ",\"context_length\":256");

        Answer answer = client.post("/api/v1/chat", chat(F16, "word ".repeat(400), 5));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("error").asText())
                .matches("The number of tokens to keep from the initial prompt is greater than the context length"
                        + " \\(n_keep: \\d+>= n_ctx: 256\\)\\. Try to load the model with a larger context length,"
                        + " or provide a shorter input\\.");
    }

    @Test
    void requestsToOneSlotWaitForEachOther() throws Exception {
        load(F16, "");

        assertThat(Stream.of("one", "two", "three")
                        .map(EmbeddedServerTest::chatLater)
                        .toList())
                .allSatisfy(
                        answer -> assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(30));
    }

    @Test
    void parallelSlotsKeepTheirFiguresApart() throws Exception {
        load(F16, ",\"context_length\":512,\"parallel\":2");

        List<CompletableFuture<Integer>> answers =
                Stream.of("one", "two").map(EmbeddedServerTest::chatLater).toList();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.get(30, TimeUnit.SECONDS))
                .isEqualTo(30));
    }

    @Test
    void aClientThatGoesAwayStopsItsAnswer() throws Exception {
        load(F16, ",\"context_length\":2048");
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.baseUrl().getPort())) {
            String body = chat(F16, "go on for long", 1900);
            write(
                    socket,
                    "POST /api/v1/chat HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            readUntil(socket, "message.delta");
        }

        // with one slot, this waits until the first answer has stopped
        client.chat(chat(F16, "hello", 2));

        assertThat(Files.readString(log)).contains("cancel task");
    }

    @Test
    void aClientThatGoesAwayStopsItsLoad() throws Exception {
        ProcessHandle worker;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.baseUrl().getPort())) {
            String body = "{\"model\":\"" + F16 + "\"}";
            write(
                    socket,
                    "POST /api/v1/models/load HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n"
                            + body);
            while (process().children().findAny().isEmpty()) {
                Thread.onSpinWait();
            }
            worker = process().children().findAny().orElseThrow();
            assertThat(client.get("/api/v0/models").json().findValuesAsText("state"))
                    .containsExactly("loading", "not-loaded", "not-loaded", "not-loaded");
        }

        worker.onExit().get(10, TimeUnit.SECONDS);

        assertThat(loadedInstances()).isEmpty();
    }

    @Test
    void anIdleConnectionIsClosed() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.baseUrl().getPort())) {
            socket.setSoTimeout(10_000);
            write(socket, "GET /lmstudio-greeting HTTP/1.1\r\nHost: x\r\n\r\n");
            readUntil(socket, "{\"lmstudio\":true}");

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aWorkerThatDiesEndsItsStreamWithAnError() throws Exception {
        load(F16, ",\"context_length\":2048");
        ProcessHandle worker = process().children().findFirst().orElseThrow();
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.baseUrl().getPort())) {
            socket.setSoTimeout(30_000);
            String body = chat(F16, "go on for long", 1900);
            write(
                    socket,
                    "POST /api/v1/chat HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            readUntil(socket, "message.delta");
            // at the first of 1,900 tokens the answer is under way: it can neither have ended nor load the model anew
            worker.destroyForcibly();

            readUntil(socket, "event: error");
            readUntil(socket, "event: chat.end");
        }
        worker.onExit().get(10, TimeUnit.SECONDS);

        assertThat(loadedInstances()).doesNotContain(F16);
    }

    @Test
    void aChatLoadsAModelThatIsNotLoaded() throws Exception {
        List<Event> events = client.chat(chat(Q8, "hello", 3));

        assertThat(events)
                .extracting(Event::type)
                .startsWith("chat.start", "model_load.start", "model_load.progress")
                .containsSubsequence("model_load.end", "prompt_processing.start", "message.end", "chat.end");
        assertThat(end(events).get("stats").get("model_load_time_seconds").asDouble())
                .isPositive();
        assertThat(loadedInstances()).containsExactly(Q8);
    }

    @Test
    void aStoredAnswerCanBeContinued() throws Exception {
        load(F16, "");
        String first = client.post(
                        "/api/v1/chat", "{\"model\":\"" + F16 + "\",\"input\":\"one\",\"max_output_tokens\":3}")
                .json()
                .get("response_id")
                .asText();

        JsonNode second = client.post(
                        "/api/v1/chat",
                        "{\"model\":\"" + F16 + "\",\"input\":\"one\",\"max_output_tokens\":3,"
                                + "\"previous_response_id\":\"" + first + "\"}")
                .json();

        int alone = inputTokens(client.chat(chat(F16, "one", 3)));
        assertThat(second.get("stats").get("input_tokens").asInt()).isGreaterThan(2 * alone - 2);
    }

    private static CompletableFuture<Integer> chatLater(String prompt) {
        return CompletableFuture.supplyAsync(() ->
                end(chatNow(prompt, 30)).get("stats").get("total_output_tokens").asInt());
    }

    private static List<Event> chatNow(String prompt, int tokens) {
        try {
            return client.chat(chat(F16, prompt, tokens));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String chat(String model, String prompt, int tokens) {
        return "{\"model\":\"" + model + "\",\"input\":\"" + prompt + "\",\"max_output_tokens\":" + tokens
                + ",\"temperature\":0,\"stream\":true,\"store\":false}";
    }

    private static JsonNode end(List<Event> events) {
        Event last = events.get(events.size() - 1);
        assertThat(last.type()).isEqualTo("chat.end");
        return last.data().get("result");
    }

    private static int inputTokens(List<Event> events) {
        return end(events).get("stats").get("input_tokens").asInt();
    }

    private static Answer load(String key, String more) throws IOException, InterruptedException {
        return client.post("/api/v1/models/load", "{\"model\":\"" + key + "\"" + more + "}");
    }

    private static Answer unload(String id) throws IOException, InterruptedException {
        return client.post("/api/v1/models/unload", "{\"instance_id\":\"" + id + "\"}");
    }

    private static List<String> loadedInstances() throws IOException, InterruptedException {
        return client.get("/api/v1/models").json().findValues("loaded_instances").stream()
                .flatMap(list -> list.findValuesAsText("id").stream())
                .toList();
    }

    private static ProcessHandle process() {
        return ProcessHandle.of(server.pid()).orElseThrow();
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void readUntil(Socket socket, String end) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int next = in.read();
            assertThat(next).as("end of connection after " + text).isNotNegative();
            text.append((char) next);
        }
    }

    /** Read from the raw log with patterns of the test's own. */
    private record EngineFigures(
            int promptTokens, int processedPromptTokens, double promptMs, int outputTokens, double outputMs) {}

    private static EngineFigures lastFigures() throws IOException {
        String text = Files.readString(log);
        Matcher prompt = last("prompt eval time = +([0-9.]+) ms / +([0-9]+) tokens", text);
        Matcher output = last("       eval time = +([0-9.]+) ms / +([0-9]+) tokens", text);
        return new EngineFigures(
                Integer.parseInt(last("n_prompt_tokens = ([0-9]+)", text).group(1)),
                Integer.parseInt(prompt.group(2)),
                Double.parseDouble(prompt.group(1)),
                Integer.parseInt(output.group(2)),
                Double.parseDouble(output.group(1)));
    }

    private static Matcher last(String pattern, String text) {
        Matcher matcher = Pattern.compile("(?s).*" + pattern).matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher;
    }
}
