package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.SessionClock;
import io.github.mlxgguf.trace.TextEvent;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stream over real sockets: stamps, limits, and every way in which it can end. */
@Timeout(30)
class ChatStreamTest {
    private static final LoadedModel MODEL =
            new LoadedModel("m", "m", 0, 1, null, LoadConfig.UNKNOWN, LoadConfig.UNKNOWN, "rest");
    private static final GenerationRequest REQUEST = new GenerationRequest("Say \"hi\" in Köln", 64, 0, null);

    /** One permit for each look at the clock; the client looks whenever a read of its socket returns. */
    private final Semaphore looks = new Semaphore(0);

    private final SessionClock clock = new SessionClock(
            () -> {
                looks.release();
                return System.nanoTime();
            },
            Instant.EPOCH);

    @Test
    void textIsStampedWhenItsBytesAreReadAndSharedReadsAreKnown() throws Exception {
        AtomicLong requestReadNs = new AtomicLong();
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            requestReadNs.set(clock.nowNs());
            writeAndAwaitRead(out, ScriptedServer.streamHead());
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            together.writeBytes(ScriptedServer.event("prompt_processing.start", "{}"));
            together.writeBytes(ScriptedServer.delta("one "));
            together.writeBytes(ScriptedServer.delta("two "));
            writeAndAwaitRead(out, together.toByteArray());
            writeAndAwaitRead(out, ScriptedServer.delta("three"));
            out.write(ScriptedServer.chatEnd("m", 3));
            out.write(ScriptedServer.lastChunk());
        })) {
            GenerationTrace trace =
                    client(server.uri(), null, Duration.ofSeconds(10)).generate(MODEL, REQUEST);

            assertThat(trace.text()).extracting(TextEvent::chars).containsExactly(4, 4, 5);
            assertThat(trace.text().get(0).read()).isEqualTo(trace.text().get(1).read());
            assertThat(trace.text().get(0).atNs()).isEqualTo(trace.text().get(1).atNs());
            assertThat(trace.text().get(2).read())
                    .isGreaterThan(trace.text().get(1).read());
            assertThat(trace.startNs()).as("before the server had it all").isLessThanOrEqualTo(requestReadNs.get());
            assertThat(trace.promptStartNs()).isGreaterThanOrEqualTo(requestReadNs.get());
            assertThat(trace.endNs()).isGreaterThan(trace.text().get(2).atNs());
            assertThat(trace.responseText()).isEqualTo("one two three");
        }
    }

    @Test
    void theRequestCarriesWhatMakesTwoBuildsComparable() throws Exception {
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            out.write(ScriptedServer.delta("yes"));
            out.write(ScriptedServer.chatEnd("m", 1));
            out.write(ScriptedServer.lastChunk());
        })) {
            client(server.uri(), "sk-lm-secret", Duration.ofSeconds(10)).generate(MODEL, REQUEST);

            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(0)).as("opens the connection").startsWith("GET /lmstudio-greeting ");
            assertThat(server.requests().get(1))
                    .contains("Accept-Encoding: identity\r\n", "Authorization: Bearer sk-lm-secret\r\n")
                    .endsWith("{\"model\":\"m\",\"input\":\"Say \\\"hi\\\" in Köln\",\"stream\":true,\"store\":false,"
                            + "\"temperature\":0.0,\"max_output_tokens\":64}");
        }
    }

    @Test
    void aStreamThatStopsWithoutItsEndIsCut() throws Exception {
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            out.write(ScriptedServer.delta("half"));
            out.flush();
            socket.close();
        })) {
            assertThatThrownBy(() ->
                            client(server.uri(), null, Duration.ofSeconds(10)).generate(MODEL, REQUEST))
                    .isInstanceOf(ServerFailure.StreamCut.class)
                    .hasMessage("The stream of Chat with m at " + server.uri()
                            + "/api/v1/chat ended before its chat.end event, after 1 text events."
                            + " The server or its worker may have crashed; its log tells more.");
        }
    }

    @Test
    void anErrorEventIsTheReasonEvenIfTheStreamIsCutAfterIt() throws Exception {
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            out.write(
                    ScriptedServer.event("error", "{\"error\":{\"type\":\"unknown\",\"message\":\"out of memory\"}}"));
            out.flush();
            socket.close();
        })) {
            assertThatThrownBy(() ->
                            client(server.uri(), null, Duration.ofSeconds(10)).generate(MODEL, REQUEST))
                    .isInstanceOf(ServerFailure.StreamError.class)
                    .hasMessage("The stream of Chat with m at " + server.uri()
                            + "/api/v1/chat carried an error event: out of memory (unknown)");
        }
    }

    @Test
    void aServerThatKeepsTheLineOpenAfterTheEndDoesNotKeepUsWaiting() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            out.write(ScriptedServer.delta("all"));
            out.write(ScriptedServer.chatEnd("m", 1));
            out.flush();
            never.await();
        })) {
            GenerationTrace trace =
                    client(server.uri(), null, Duration.ofSeconds(10)).generate(MODEL, REQUEST);

            assertThat(trace.responseText()).isEqualTo("all");
        }
    }

    @Test
    void silenceBeforeTheFirstTextEndsWithItsOwnTimeOut() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            out.write(ScriptedServer.event("prompt_processing.start", "{}"));
            out.flush();
            never.await();
        })) {
            assertThatThrownBy(() ->
                            client(server.uri(), null, Duration.ofMillis(200)).generate(MODEL, REQUEST))
                    .isInstanceOfSatisfying(ServerFailure.TimedOut.class, failure -> assertThat(failure.phase())
                            .isEqualTo(TimeoutPhase.FIRST_TOKEN))
                    .hasMessage("Chat with m at " + server.uri() + "/api/v1/chat was given up."
                            + " Raise server.timeouts.first_token if the model is only slow"
                            + " (first_token time-out: 0.2 s)");
        }
    }

    @Test
    void silenceInsideTheTextEndsWithItsOwnTimeOut() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            out.write(ScriptedServer.delta("well"));
            out.flush();
            never.await();
        })) {
            assertThatThrownBy(() ->
                            client(server.uri(), null, Duration.ofMillis(200)).generate(MODEL, REQUEST))
                    .isInstanceOfSatisfying(ServerFailure.TimedOut.class, failure -> assertThat(failure.phase())
                            .isEqualTo(TimeoutPhase.BETWEEN_TOKENS));
        }
    }

    @Test
    void anotherModelsAnswerIsRefused() throws Exception {
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            out.write(ScriptedServer.delta("hello"));
            out.write(ScriptedServer.chatEnd("other", 1));
            out.write(ScriptedServer.lastChunk());
        })) {
            assertThatThrownBy(() ->
                            client(server.uri(), null, Duration.ofSeconds(10)).generate(MODEL, REQUEST))
                    .isInstanceOf(ServerFailure.WrongModel.class)
                    .hasMessageContaining("Expected an answer of m")
                    .hasMessageContaining("found one of other");
        }
    }

    @Test
    void cancellingFromAnotherThreadEndsTheStream() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch streaming = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            out.write(ScriptedServer.delta("on and on"));
            out.flush();
            streaming.countDown();
            never.await();
        })) {
            LmStudioServer client = client(server.uri(), null, Duration.ofSeconds(10));
            Thread canceller = new Thread(() -> {
                try {
                    streaming.await();
                    client.cancelAll();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
            canceller.start();

            assertThatThrownBy(() -> client.generate(MODEL, REQUEST)).isInstanceOf(ServerFailure.StreamCut.class);
            canceller.join();
        }
    }

    @Test
    void anErrorInsteadOfAStreamIsRead() throws Exception {
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            String body = "{\"error\":\"Context size has been exceeded\"}";
            out.write(("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                            + "\r\n\r\n" + body)
                    .getBytes(StandardCharsets.US_ASCII));
        })) {
            assertThatThrownBy(() ->
                            client(server.uri(), null, Duration.ofSeconds(10)).generate(MODEL, REQUEST))
                    .isInstanceOf(ServerFailure.ContextRefused.class);
        }
    }

    /** Writes and waits until the client has stamped a read, so that the next bytes come in a read of their own. */
    private void writeAndAwaitRead(OutputStream out, byte[] bytes) throws Exception {
        looks.drainPermits();
        out.write(bytes);
        out.flush();
        looks.acquire();
    }

    private LmStudioServer client(URI uri, @Nullable String token, Duration silence) {
        Duration long30 = Duration.ofSeconds(30);
        return new LmStudioServer(
                new ServerConfig(
                        ServerConfig.Kind.LMSTUDIO,
                        uri,
                        token,
                        ServerConfig.Resident.REFUSE,
                        false,
                        new ServerConfig.Timeouts(long30, long30, silence, silence, long30)),
                clock);
    }
}
