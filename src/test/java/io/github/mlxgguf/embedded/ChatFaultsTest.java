package io.github.mlxgguf.embedded;

import static io.github.mlxgguf.embedded.ScriptedServers.F16;
import static io.github.mlxgguf.embedded.ScriptedServers.chat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.embedded.ApiClient.Answer;
import io.github.mlxgguf.embedded.ApiClient.Event;
import io.github.mlxgguf.embedded.RawConnection.End;
import io.github.mlxgguf.embedded.RawConnection.Received;
import io.github.mlxgguf.embedded.script.FaultKind;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every fault that can strike a chat, as its bytes come over the wire. */
@Timeout(60)
class ChatFaultsTest {
    private static final String CHAT = "/api/v1/chat";
    private static final String OVERFLOW = "The number of tokens to keep from the initial prompt is greater than the"
            + " context length (n_keep: 2049>= n_ctx: 2048). Try to load the model with a larger context length, or"
            + " provide a shorter input.";
    private static final String WHOLE = "{\"model\":\"" + F16 + "\",\"input\":\"hello\",\"max_output_tokens\":5,"
            + "\"temperature\":0,\"store\":false}";

    private static ScriptedServers servers;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        servers = new ScriptedServers(directory);
    }

    @BeforeEach
    void load() throws Exception {
        servers.ensureLoaded(F16);
    }

    @AfterEach
    void hangUp() {
        servers.hangUp();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void anOverflowIsAPlainString() throws Exception {
        assertThat(struck(FaultKind.OVERFLOW, 0, 0).client().post(CHAT, chat(F16, 5)))
                .isEqualTo(new Answer(400, "{\"error\":\"" + OVERFLOW + "\"}"));
    }

    @Test
    void anOverflowCanComeInsideTheStream() throws Exception {
        List<Event> events = struck(FaultKind.OVERFLOW_EVENT, 0, 0).client().chat(chat(F16, 5));

        assertThat(events)
                .extracting(Event::type)
                .containsExactly(
                        "chat.start", "prompt_processing.start", "prompt_processing.progress", "error", "chat.end");
        assertThat(events.get(3).data())
                .hasToString("{\"type\":\"error\",\"error\":{\"type\":\"unknown\",\"message\":\"" + OVERFLOW + "\"}}");
    }

    @Test
    void anErrorIsFollowedByTheEndWithThePartialAnswer() throws Exception {
        List<Event> events = struck(FaultKind.ERROR_THEN_END, 3, 0).client().chat(chat(F16, 20));

        assertThat(events).extracting(Event::type).endsWith("message.delta", "error", "message.end", "chat.end");
        assertThat(deltas(events)).hasSize(3);
        assertThat(error(events)).hasToString("{\"type\":\"internal_error\",\"message\":\"Error: Channel Error\"}");
        assertThat(end(events).at("/output/0/content").asText()).isEqualTo(String.join("", deltas(events)));
    }

    @Test
    void aWholeAnswerFailsWithTheSameError() throws Exception {
        assertThat(struck(FaultKind.ERROR_THEN_END, 3, 0).client().post(CHAT, WHOLE))
                .isEqualTo(new Answer(
                        500, "{\"error\":{\"message\":\"Error: Channel Error\",\"type\":\"internal_error\"}}"));
    }

    @Test
    void aCutStreamEndsInOrderWithoutItsEnd() throws Exception {
        Received received = struck(FaultKind.STREAM_CUT, 3, 0).post(CHAT, chat(F16, 20));

        assertThat(received.end()).isEqualTo(End.IN_ORDER);
        assertThat(received.text()).endsWith("0\r\n\r\n").doesNotContain("message.end", "chat.end");
        assertThat(received.text().split("event: message.delta", -1)).hasSize(4);
    }

    @Test
    void aDroppedStreamEndsInTheMidstOfItsBody() throws Exception {
        Received received = struck(FaultKind.STREAM_DROPPED, 3, 0).post(CHAT, chat(F16, 20));

        assertThat(received.end()).isEqualTo(End.IN_ORDER);
        assertThat(received.text()).endsWith("\n\n\r\n").doesNotContain("chat.end", "\r\n0\r\n");
        assertThat(received.text().split("event: message.delta", -1)).hasSize(4);
    }

    @Test
    void aResetStreamEndsWithAReset() throws Exception {
        Received received = struck(FaultKind.STREAM_RESET, 3, 0).post(CHAT, chat(F16, 20));

        assertThat(received.end()).isEqualTo(End.RESET);
        assertThat(received.text().split("event: message.delta", -1)).hasSize(4);
    }

    @Test
    void aSilentStreamGoesOn() throws Exception {
        long start = System.nanoTime();

        List<Event> events = struck(FaultKind.SILENCE, 3, 0.3).client().chat(chat(F16, 5));

        assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(300));
        assertThat(deltas(events)).hasSize(5);
        assertThat(end(events).at("/stats/total_output_tokens").asInt()).isEqualTo(5);
    }

    @Test
    void silenceEndsForAClientThatGoesAway() throws Exception {
        ScriptedServers.Server server = struck(FaultKind.SILENCE, 1, 3600);
        try (RawConnection connection = server.connection()) {
            connection.post(CHAT, chat(F16, 5)).until("event: message.delta");
        }

        // the one slot is free again only if the first answer is over
        assertThat(deltas(server.client().chat(chat(F16, 5)))).hasSize(5);
    }

    @Test
    void aDyingWorkerReallyDiesAndItsStreamSaysSo() throws Exception {
        long pid = servers.instances.all().get(0).worker().pid();

        List<Event> events = struck(FaultKind.WORKER_DIES, 3, 0).client().chat(chat(F16, 20));

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(deltas(events)).hasSize(3);
        assertThat(error(events))
                .hasToString("{\"type\":\"internal_error\",\"message\":\"The model has crashed without additional"
                        + " information. (Exit code: null)\"}");
        assertThat(events).extracting(Event::type).endsWith("error", "message.end", "chat.end");
        servers.awaitUnloaded(F16);
    }

    @Test
    void anotherModelCanClaimTheAnswer() throws Exception {
        List<Event> events = struck(FaultKind.WRONG_MODEL, 0, 0).client().chat(chat(F16, 5));

        assertThat(events.get(0).data().get("model_instance_id").asText()).isEqualTo("someone/else");
        assertThat(end(events).get("model_instance_id").asText()).isEqualTo("someone/else");
        assertThat(deltas(events)).hasSize(5);
    }

    @Test
    void aLoadedModelIsLoadedOnceMore() throws Exception {
        List<Event> events = struck(FaultKind.JIT_LOAD, 0, 0.2).client().chat(chat(F16, 5));

        assertThat(events)
                .extracting(Event::type)
                .startsWith(
                        "chat.start",
                        "model_load.start",
                        "model_load.progress",
                        "model_load.progress",
                        "model_load.progress",
                        "model_load.end",
                        "prompt_processing.start");
        assertThat(events.get(5).data())
                .hasToString("{\"type\":\"model_load.end\",\"model_instance_id\":\"" + F16
                        + "\",\"load_time_seconds\":0.2}");
        assertThat(end(events).at("/stats/model_load_time_seconds").asDouble()).isEqualTo(0.2);
        assertThat(servers.instances.all()).hasSize(1);
    }

    @Test
    void aStreamCanBeEmpty() throws Exception {
        Received received = struck(FaultKind.EMPTY_STREAM, 0, 0).post(CHAT, chat(F16, 5));

        assertThat(received.end()).isEqualTo(End.IN_ORDER);
        assertThat(received.text())
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: text/event-stream")
                .endsWith("\r\n\r\n0\r\n\r\n")
                .doesNotContain("event:");
    }

    @Test
    void anEventCanBreakOff() throws Exception {
        Received received = struck(FaultKind.GARBAGE_EVENT, 2, 0).post(CHAT, chat(F16, 5));

        assertThat(received.text())
                .contains("event: message.delta\ndata: {\"type\":\"message.delta\",\"cont\n\n")
                .contains("event: chat.end");
        assertThat(received.text().split("event: message.delta", -1)).hasSize(7);
    }

    @Test
    void anAnswerThatIsTooShortIsStruckAtItsEnd() throws Exception {
        List<Event> events = struck(FaultKind.ERROR_THEN_END, 100, 0).client().chat(chat(F16, 5));

        assertThat(deltas(events)).hasSize(5);
        assertThat(events).extracting(Event::type).endsWith("error", "message.end", "chat.end");
    }

    private static ScriptedServers.Server struck(FaultKind kind, int afterDeltas, double seconds) throws Exception {
        return servers.with(ScriptedServers.chat(kind, afterDeltas, seconds));
    }

    private static List<String> deltas(List<Event> events) {
        return events.stream()
                .filter(event -> event.type().equals("message.delta"))
                .map(event -> event.data().get("content").asText())
                .toList();
    }

    private static JsonNode error(List<Event> events) {
        return events.stream()
                .filter(event -> event.type().equals("error"))
                .findFirst()
                .orElseThrow()
                .data()
                .get("error");
    }

    private static JsonNode end(List<Event> events) {
        return events.get(events.size() - 1).data().get("result");
    }
}
