package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of each phase, connections that close, workers that die, and what is waited for afterwards. */
@Timeout(30)
class RecoveryTest {
    private static final String CHAT = "/api/v1/chat";
    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final byte[] ANSWERED = ScriptedServer.json("{\"model_instance_id\":\"m\",\"output\":[]}");

    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void aLongerPromptMayTakeLongerAndTheMessageShowsTheLimitThatWasUsed() {
        assertThat(FirstTokenLimit.of(SHORT, 16_000)).isEqualTo(SHORT);
        assertThat(FirstTokenLimit.of(SHORT, 16_001)).isEqualTo(Duration.ofNanos(200_012_500));
        assertThat(FirstTokenLimit.of(Duration.ofMinutes(10), 64_000)).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void theFirstTokenTimeOutIsScaledWithThePrompt() throws Exception {
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            begin(out);
            never.await();
        })) {
            LmStudioServer client = Clients.of(server.uri(), new Timeouts(AMPLE, AMPLE, SHORT, AMPLE, AMPLE));
            GenerationRequest longPrompt = new GenerationRequest("x".repeat(40_000), 8, 0, null);

            assertThatThrownBy(() -> client.generate(Clients.MODEL, longPrompt))
                    .hasMessage("Chat with m at " + server.uri() + "/api/v1/chat was given up. Raise"
                            + " server.timeouts.first_token if the model is only slow; it is meant for prompts of up to"
                            + " 16000 characters, and grew with this one (first_token time-out: 0.5 s)");
            client.close();
        }
    }

    @Test
    void theWholeGenerationHasALimitOfItsOwn() throws Exception {
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            while (!socket.isClosed()) {
                out.write(ScriptedServer.delta("on "));
                out.flush();
                never.await(10, TimeUnit.MILLISECONDS);
            }
        })) {
            LmStudioServer client = Clients.of(server.uri(), new Timeouts(AMPLE, AMPLE, AMPLE, AMPLE, SHORT));

            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .hasMessage("Chat with m at " + server.uri() + "/api/v1/chat was given up. Raise"
                            + " server.timeouts.total if the model is only slow (total time-out: 0.2 s)");
            client.close();
        }
    }

    @Test
    void aLoadInsideAChatHasTheTimeOfALoadAndThenThePromptHasItsOwn() throws Exception {
        Queue<byte[]> afterStart = new ConcurrentLinkedQueue<>();
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            out.write(ScriptedServer.streamHead());
            out.write(ScriptedServer.event("model_load.start", "{\"model_instance_id\":\"m\"}"));
            for (byte[] more : afterStart) {
                out.write(more);
            }
            out.flush();
            never.await();
        })) {
            LmStudioServer client = Clients.of(
                    server.uri(), new Timeouts(AMPLE, Duration.ofMillis(300), Duration.ofMillis(100), AMPLE, AMPLE));

            ServerFailure.TimedOut slow = timeOut(client);
            assertThat(slow.phase()).isEqualTo(TimeoutPhase.LOAD);
            assertThat(slow)
                    .hasMessage("Chat with m at " + server.uri() + "/api/v1/chat was given up. Raise"
                            + " server.timeouts.load if the model is only slow (load time-out: 0.3 s)");

            client.unload("m");
            afterStart.add(ScriptedServer.event("model_load.end", "{\"load_time_seconds\":0.1}"));
            assertThat(timeOut(client).phase()).isEqualTo(TimeoutPhase.FIRST_TOKEN);
            client.close();
        }
    }

    @Test
    void noConnectionInTimeIsNamed() throws Exception {
        // A listener whose queue is full drops what more comes: the classic way to get no answer at all.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Queue<Socket> waiting = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 50);
                } catch (SocketTimeoutException queueIsFull) {
                    break;
                }
            }
            LmStudioServer client = Clients.of(
                    URI.create("http://127.0.0.1:" + full.getLocalPort()),
                    new Timeouts(SHORT, AMPLE, AMPLE, AMPLE, AMPLE));

            assertThatThrownBy(client::models)
                    .isInstanceOf(ServerFailure.TimedOut.class)
                    .hasMessage("List the models at http://127.0.0.1:" + full.getLocalPort()
                            + "/api/v1/models got no connection. Check the address and the firewall, or raise"
                            + " server.timeouts.connect if the network is only slow (connect time-out: 0.2 s)");
            client.close();
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void aServerThatClosesIdleConnectionsCostsNoGeneration() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            answers.incrementAndGet();
            answer(out);
            out.flush();
            socket.shutdownOutput(); // closed as idle; the client has it in its pool still
        })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));
            for (int i = 0; i < 5; i++) {
                assertThat(client.generate(Clients.MODEL, Clients.REQUEST).responseText())
                        .isEqualTo("yes");
            }
            client.close();

            assertThat(answers).hasValue(5);
            assertThat(server.count("/lmstudio-greeting")).isBetween(5L, 10L);
        }
    }

    @Test
    void aConnectionThatClosesBetweenItsProofAndTheRequestIsOpenedAgainBeforeAByteIsSent() throws Exception {
        AtomicInteger greetings = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer((socket, out) -> answer(out), (socket, out) -> {
            out.write(ScriptedServer.json("{\"lmstudio\":true}"));
            out.flush();
            if (greetings.incrementAndGet() == 1) {
                socket.shutdownOutput();
            }
        })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));

            assertThat(client.generate(Clients.MODEL, Clients.REQUEST).responseText())
                    .isEqualTo("yes");

            assertThat(server.count(CHAT)).isEqualTo(1);
            assertThat(greetings).hasValueGreaterThanOrEqualTo(2);
            client.close();
        }
    }

    @Test
    void anUnloadOnAConnectionThatWasClosedIsSentOnceOnAnother() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                "/api/v1/models/unload",
                (socket, out) -> out.write(ScriptedServer.json("{\"instance_id\":\"m\"}")),
                (socket, out) -> {
                    out.write(ScriptedServer.json("{}"));
                    out.flush();
                    socket.shutdownOutput();
                })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));
            assertThatThrownBy(client::models).isInstanceOf(ServerFailure.NotLmStudio.class);

            client.unload("m");

            assertThat(server.count("/api/v1/models/unload")).isEqualTo(1);
            client.close();
        }
    }

    @Test
    void aServerThatAlwaysClosesGetsNoRequestAndATypedFailure() throws Exception {
        try (ScriptedServer server = new ScriptedServer((socket, out) -> answer(out), (socket, out) -> {
            out.write(ScriptedServer.json("{\"lmstudio\":true}"));
            out.flush();
            socket.shutdownOutput();
        })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));

            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .isInstanceOf(ServerFailure.StreamCut.class)
                    .hasMessage(
                            "Chat with m at " + server.uri() + "/api/v1/chat was not sent: the server closed two"
                                    + " connections in a row right after it had answered on them. A proxy may stand in between.");
            assertThat(server.count(CHAT)).isZero();
            client.close();
        }
    }

    @Test
    void afterAFailureTheProbeIsAskedUntilTheInstanceIsIdle() throws Exception {
        AtomicInteger chats = new AtomicInteger();
        Queue<IdleProbe.State> states =
                new ConcurrentLinkedQueue<>(List.of(IdleProbe.State.BUSY, IdleProbe.State.IDLE));
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            if (chats.incrementAndGet() == 1) {
                cut(socket, out);
            } else {
                assertThat(states).as("idle before the next request").isEmpty();
                answer(out);
            }
        })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));
            client.askWhetherIdle(instance -> states.remove());

            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .isInstanceOf(ServerFailure.StreamCut.class);
            assertThat(client.generate(Clients.MODEL, Clients.REQUEST).responseText())
                    .isEqualTo("yes");
            assertThat(client.generate(Clients.MODEL, Clients.REQUEST).responseText())
                    .as("a good one is not waited for: no state is left to ask for")
                    .isEqualTo("yes");
            assertThat(chats).hasValue(3);
            client.close();
        }
    }

    @Test
    void anInstanceThatIsGoneIsNotAskedSinceThatWouldLoadItAgain() throws Exception {
        AtomicInteger chats = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            chats.incrementAndGet();
            cut(socket, out);
        })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));
            client.askWhetherIdle(instance -> IdleProbe.State.GONE);

            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .isInstanceOf(ServerFailure.StreamCut.class);
            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .isInstanceOf(ServerFailure.WorkerDied.class)
                    .hasMessage(
                            "Expected m in memory after a generation that failed, found it unloaded. LM Studio's log"
                                    + " tells more: `lms log stream --source server`.");
            assertThat(chats).hasValue(1);
            client.close();
        }
    }

    @Test
    void withoutAProbeAThrowAwayTokenIsAskedForOnce() throws Exception {
        AtomicInteger streams = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            if (streams.getAndIncrement() == 0) {
                cut(socket, out);
            } else if (streams.get() == 2) {
                out.write(ANSWERED);
            } else {
                answer(out);
            }
        })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));

            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .isInstanceOf(ServerFailure.StreamCut.class);
            client.awaitIdle(Clients.MODEL);
            client.awaitIdle(Clients.MODEL);
            client.generate(Clients.MODEL, Clients.REQUEST);

            List<String> chats = server.requests().stream()
                    .filter(request -> request.startsWith("POST " + CHAT))
                    .toList();
            assertThat(chats).hasSize(3);
            assertThat(chats.get(1))
                    .endsWith("{\"model\":\"m\",\"input\":\"Hi\",\"stream\":false,\"store\":false,\"temperature\":0,"
                            + "\"max_output_tokens\":1}");
            client.close();
        }
    }

    @Test
    void anInstanceThatStaysAtWorkIsNamed() throws Exception {
        AtomicInteger chats = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            if (chats.incrementAndGet() == 1) {
                cut(socket, out);
            } else {
                never.await();
            }
        })) {
            LmStudioServer client = Clients.of(server.uri(), new Timeouts(AMPLE, AMPLE, SHORT, SHORT, AMPLE));

            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .isInstanceOf(ServerFailure.StreamCut.class);
            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .isInstanceOf(ServerFailure.TimedOut.class)
                    .hasMessage(
                            "Expected m to be idle again after a generation that failed or was cancelled, found it at"
                                    + " work still. Unload it with `lms unload m` and run again (first_token time-out: 0.2 s)");
            assertThat(chats).as("the failed one and the throw-away one").hasValue(2);
            client.close();
        }
    }

    @Test
    void aRefusalIsNotWaitedFor() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                (socket, out) -> out.write(ScriptedServer.json("{\"error\":\"Context size has been exceeded\"}")))) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                        .isInstanceOf(ServerFailure.ContextRefused.class);
            }
            assertThat(server.count(CHAT)).isEqualTo(2);
            client.close();
        }
    }

    @Test
    void aWorkerThatDiesInMidStreamIsNoticedWithinASecondAndNamed() throws Exception {
        AtomicBoolean dead = new AtomicBoolean();
        try (ScriptedServer server = new ScriptedServer((socket, out) -> {
            begin(out);
            dead.set(true);
            never.await();
        })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));
            client.watchWorker(() -> () -> dead.get() ? Optional.of("process 4711") : Optional.empty());
            long startNano = System.nanoTime();

            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .isInstanceOf(ServerFailure.WorkerDied.class)
                    .hasMessage(
                            "Chat with m at " + server.uri() + "/api/v1/chat lost its worker: process 4711 has ended."
                                    + " LM Studio's log tells more: `lms log stream --source server`.");
            assertThat(Duration.ofNanos(System.nanoTime() - startNano)).isLessThan(Duration.ofSeconds(1));
            client.close();
        }
    }

    @Test
    void aLineThatIsCutBecauseTheWorkerDiedIsNamedAfterTheWorker() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (ScriptedServer server = new ScriptedServer(RecoveryTest::cut)) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));
            // The death shows a moment after the cut.
            client.watchWorker(
                    () -> () -> looks.incrementAndGet() < 3 ? Optional.empty() : Optional.of("process 4711"));

            assertThatThrownBy(() -> client.generate(Clients.MODEL, Clients.REQUEST))
                    .isInstanceOf(ServerFailure.WorkerDied.class)
                    .hasMessageContaining("lost its worker: process 4711");
            client.close();
        }
    }

    @Test
    void aWorkerThatDiesDuringALoadEndsTheLoad() throws Exception {
        AtomicBoolean dead = new AtomicBoolean();
        try (ScriptedServer server = new ScriptedServer("/api/v1/models/load", (socket, out) -> {
            dead.set(true);
            never.await();
        })) {
            LmStudioServer client = Clients.of(server.uri(), Clients.limits(AMPLE));
            client.watchWorker(() -> () -> dead.get() ? Optional.of("process 4711") : Optional.empty());

            assertThatThrownBy(() -> client.load(new LoadRequest("m", LoadConfig.UNKNOWN)))
                    .isInstanceOf(ServerFailure.WorkerDied.class)
                    .hasMessageStartingWith("Load m at " + server.uri() + "/api/v1/models/load lost its worker:");
            assertThat(server.count("/api/v1/models/load")).isEqualTo(1);
            client.close();
        }
    }

    private static ServerFailure.TimedOut timeOut(LmStudioServer client) {
        return catchThrowableOfType(
                ServerFailure.TimedOut.class, () -> client.generate(Clients.MODEL, Clients.REQUEST));
    }

    private static void begin(OutputStream out) throws Exception {
        out.write(ScriptedServer.streamHead());
        out.write(ScriptedServer.event("prompt_processing.start", "{}"));
        out.flush();
    }

    private static void answer(OutputStream out) throws Exception {
        out.write(ScriptedServer.streamHead());
        out.write(ScriptedServer.delta("yes"));
        out.write(ScriptedServer.chatEnd("m", 1));
        out.write(ScriptedServer.lastChunk());
    }

    private static void cut(Socket socket, OutputStream out) throws Exception {
        out.write(ScriptedServer.streamHead());
        out.write(ScriptedServer.delta("half"));
        out.flush();
        socket.close();
    }
}
