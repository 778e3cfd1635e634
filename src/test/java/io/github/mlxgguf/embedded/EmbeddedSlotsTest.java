package io.github.mlxgguf.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.embedded.ApiClient.Event;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Five requests at once on one model with five slots, through the real engine. */
@Timeout(60)
class EmbeddedSlotsTest {
    private static final String MODEL = "embedded/gibberish-moe-tiny@q8_0";
    private static final int REQUESTS = 5;
    private static final int CONTEXT = 512;
    /** Long enough that the last request is there before the first answer ends, on a busy machine too. */
    private static final int LONG_ANSWER = 250;

    private static Path log;
    private static EmbeddedServer server;
    private static ApiClient client;
    private static ExecutorService threads;
    private long logStart;

    @BeforeAll
    static void start(@TempDir Path directory) {
        log = directory.resolve("engine.log");
        server = EmbeddedServer.start(EmbeddedServer.Options.defaults(log)
                .withCatalog(EmbeddedCatalog.TINY)
                .withModelCache(directory.resolve("models")));
        client = new ApiClient(server.baseUrl());
        threads = Executors.newFixedThreadPool(REQUESTS);
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        server.close();
    }

    @BeforeEach
    void load() throws Exception {
        JsonNode loaded = client.post(
                        "/api/v1/models/load",
                        "{\"model\":\"" + MODEL + "\",\"context_length\":" + CONTEXT + ",\"parallel\":" + REQUESTS
                                + ",\"echo_load_config\":true}")
                .json();
        assertThat(loaded.get("load_config").get("parallel").asInt()).isEqualTo(REQUESTS);
        assertThat(loaded.get("load_config").get("context_length").asInt()).isEqualTo(CONTEXT);
        logStart = Files.size(log);
    }

    @AfterEach
    void unload() throws Exception {
        client.post("/api/v1/models/unload", "{\"instance_id\":\"" + MODEL + "\"}");
    }

    @Test
    void fiveStreamsAtOnceAreWholeAndHaveFiguresOfTheirOwn() throws Exception {
        List<Integer> inputAlone = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            inputAlone.add(stats(client.chat(chat(i, 1))).get("input_tokens").asInt());
        }
        assertThat(inputAlone).doesNotHaveDuplicates();
        logStart = Files.size(log);

        List<List<Event>> answers = atOnce(i -> client.chat(chat(i, LONG_ANSWER + i)));

        for (int i = 0; i < REQUESTS; i++) {
            List<Event> events = answers.get(i);
            JsonNode stats = stats(events);
            assertThat(stats.get("input_tokens").asInt()).isEqualTo(inputAlone.get(i));
            assertThat(stats.get("total_output_tokens").asInt()).isEqualTo(LONG_ANSWER + i);
            assertThat(events)
                    .filteredOn(event -> event.type().equals("message.delta"))
                    .hasSize(LONG_ANSWER + i);
            assertThat(stats.get("tokens_per_second").asDouble()).isPositive();
            assertThat(stats.get("time_to_first_token_seconds").asDouble()).isPositive();
        }
        assertThat(slotsTakenBeforeTheFirstWasFree()).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    void eachOfThemMayUseTheWholeContext() throws Exception {
        List<JsonNode> answers = atOnce(i -> client.post(
                        "/api/v0/chat/completions",
                        "{\"model\":\"" + MODEL + "\",\"max_tokens\":5000,\"temperature\":0,"
                                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt(i) + "\"}]}")
                .json());

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.get("usage").get("total_tokens").asInt()).isEqualTo(CONTEXT - 1);
            assertThat(answer.get("stats").get("stop_reason").asText()).isEqualTo("contextLengthReached");
        });
        assertThat(slotsTakenBeforeTheFirstWasFree()).hasSize(REQUESTS);
    }

    /** Read from the raw log with patterns of the test's own. */
    private List<Integer> slotsTakenBeforeTheFirstWasFree() throws Exception {
        String text = Files.readString(log).substring((int) logStart);
        String before = text.substring(0, text.indexOf("stop processing"));
        Matcher taken = Pattern.compile("launch_slot_: id +(\\d+) ").matcher(before);
        return taken.results().map(each -> Integer.valueOf(each.group(1))).toList();
    }

    private interface Request<T> {
        T send(int index) throws Exception;
    }

    private static <T> List<T> atOnce(Request<T> request) throws Exception {
        List<Callable<T>> calls = IntStream.range(0, REQUESTS)
                .<Callable<T>>mapToObj(i -> () -> request.send(i))
                .toList();
        List<T> answers = new ArrayList<>();
        for (Future<T> answer : threads.invokeAll(calls)) {
            answers.add(answer.get());
        }
        return answers;
    }

    private static String prompt(int index) {
        return index + " and so on".repeat(index + 1);
    }

    private static String chat(int index, int tokens) {
        return "{\"model\":\"" + MODEL + "\",\"input\":\"" + prompt(index) + "\",\"max_output_tokens\":" + tokens
                + ",\"temperature\":0,\"stream\":true,\"store\":false}";
    }

    private static JsonNode stats(List<Event> events) {
        Event last = events.get(events.size() - 1);
        assertThat(last.type()).isEqualTo("chat.end");
        return last.data().get("result").get("stats");
    }
}
