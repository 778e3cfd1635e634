package io.github.mlxgguf.lmstudio;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.GenerationTrace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the network can do to a list, a load and a chat: each has a typed failure, and only lists are asked for twice. */
@Timeout(30)
class TransportFaultTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort().gzipDisabled(true))
            .build();

    private static final String LIST = "{\"models\":[]}";
    private static final String LOADED = "{\"instance_id\":\"m\",\"status\":\"loaded\"}";
    private static final String STREAM = """
            event: message.delta
            data: {"content":"Grüße"}

            event: chat.end
            data: {"result":{"model_instance_id":"m","stats":{"input_tokens":5,"total_output_tokens":1}}}

            """;

    /** Short enough to wait for, long enough for a busy machine to answer what is not meant to be late. */
    private static final Duration SHORT = Duration.ofMillis(300);

    private static final Duration AMPLE = Duration.ofSeconds(20);
    private static final int LATE_MS = 3_000;

    private enum Call {
        LIST("List the models", "/api/v1/models"),
        LOAD("Load m", "/api/v1/models/load"),
        CHAT("Chat with m", "/api/v1/chat");

        private final String what;
        private final String path;

        Call(String what, String path) {
            this.what = what;
            this.path = path;
        }

        void run(LmStudioServer client) {
            switch (this) {
                case LIST -> client.models();
                case LOAD -> client.load(new LoadRequest("m", LoadConfig.UNKNOWN));
                case CHAT -> client.generate(Clients.MODEL, Clients.REQUEST);
            }
        }

        void answer(ResponseDefinitionBuilder response) {
            STUDIO.stubFor((this == LIST ? get(path) : post(path)).willReturn(response));
        }

        int asked() {
            return STUDIO.findAll(this == LIST ? getRequestedFor(urlEqualTo(path)) : postRequestedFor(urlEqualTo(path)))
                    .size();
        }

        String at() {
            return what + " at " + STUDIO.baseUrl() + path;
        }
    }

    private LmStudioServer client;

    @BeforeEach
    void connect() {
        client = client(AMPLE, AMPLE);
        STUDIO.stubFor(any(anyUrl()).atPriority(10).willReturn(okJson(LIST)));
        STUDIO.stubFor(get("/lmstudio-greeting").willReturn(okJson("{\"lmstudio\":true}")));
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({"LIST, stream_cut, 2", "LOAD, load_failed, 1", "CHAT, stream_cut, 1"})
    void aResetIsACut(Call call, String kind, int asked) {
        call.answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        ServerFailure failure = failure(call, client);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith(call.at() + " was cut off: ");
        assertThat(call.asked()).isEqualTo(asked);
    }

    @ParameterizedTest
    @CsvSource({"LIST, stream_cut, 2", "LOAD, load_failed, 1", "CHAT, stream_cut, 1"})
    void anEmptyReplyIsACut(Call call, String kind, int asked) {
        call.answer(aResponse().withFault(Fault.EMPTY_RESPONSE));

        ServerFailure failure = failure(call, client);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith(call.at() + " was cut off: unexpected end of stream");
        assertThat(call.asked()).isEqualTo(asked);
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void garbageInsteadOfHttpIsNamedAndNotRepeated(Call call) {
        call.answer(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));

        ServerFailure failure = failure(call, client);

        assertThat(failure).isInstanceOf(ServerFailure.Protocol.class);
        assertThat(failure)
                .hasMessageStartingWith("Expected HTTP in the answer to " + call.at() + ", found something else (")
                .hasMessageEndingWith("Another program may use this port, or a proxy stands in between.");
        assertThat(call.asked()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "LIST, total, was not answered in full. The server is too busy or hangs: restart it",
        "LOAD, load, was not answered. Raise server.timeouts.load if the disk is only slow",
        "CHAT, first_token, was given up. Raise server.timeouts.first_token if the model is only slow"
    })
    void headersThatDoNotComeEndWithTheTimeOutOfThePhase(Call call, String phase, String said) {
        call.answer(okJson(LIST).withFixedDelay(LATE_MS));
        LmStudioServer hasty = client(SHORT, call == Call.LIST ? SHORT : AMPLE);

        assertThat(failure(call, hasty))
                .isInstanceOf(ServerFailure.TimedOut.class)
                .hasMessage(call.at() + " " + said + " (" + phase + " time-out: 0.3 s)");
        assertThat(call.asked()).isEqualTo(1);
        hasty.close();
    }

    @ParameterizedTest
    @CsvSource({"LIST, total", "LOAD, load", "CHAT, first_token"})
    void aBodyThatDribblesTooSlowlyEndsWithTheTimeOutOfThePhase(Call call, String phase) {
        ResponseDefinitionBuilder slow =
                call == Call.CHAT ? stream(": nothing to say yet\n".repeat(40)) : okJson("{\"models\":[".repeat(40));
        call.answer(slow.withChunkedDribbleDelay(40, LATE_MS));
        LmStudioServer hasty = client(SHORT, call == Call.LIST ? SHORT : AMPLE);

        assertThat(failure(call, hasty))
                .isInstanceOf(ServerFailure.TimedOut.class)
                .hasMessageEndingWith(" (" + phase + " time-out: 0.3 s)");
        hasty.close();
    }

    @ParameterizedTest
    @CsvSource({"LIST, stream_cut", "LOAD, load_failed", "CHAT, stream_cut"})
    void halfABodyIsACutAndNotRepeated(Call call, String kind) throws Exception {
        String body = call == Call.CHAT ? STREAM : LIST;
        String type = call == Call.CHAT ? "text/event-stream" : "application/json";
        try (ScriptedServer server = new ScriptedServer(call.path, (socket, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: "
                            + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
                            + body.substring(0, body.length() / 2))
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
            socket.close();
        })) {
            LmStudioServer other = Clients.of(server.uri(), Clients.limits(AMPLE));

            ServerFailure failure = failure(call, other);

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(server.count(call.path)).isEqualTo(1);
            other.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aBusyServerIsAskedForItsListTwiceAndForNothingElse(int status) {
        ResponseDefinitionBuilder busy =
                aResponse().withStatus(status).withHeader("Retry-After", "0").withBody("busy");
        for (Call call : Call.values()) {
            call.answer(busy);

            assertThat(failure(call, client))
                    .as(call.name())
                    .isInstanceOf(ServerFailure.Protocol.class)
                    .hasMessage(call.at() + " was answered with status " + status
                            + ": busy. The server is busy: nothing was measured; run again when it is free.");
            assertThat(call.asked()).as(call.name()).isEqualTo(call == Call.LIST ? 2 : 1);
        }
    }

    @Test
    void aListThatComesAtTheSecondAskingIsAList() {
        STUDIO.stubFor(get("/api/v1/models")
                .inScenario("busy")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(aResponse().withStatus(503).withHeader("Retry-After", "0"))
                .willSetStateTo("free"));
        STUDIO.stubFor(get("/api/v1/models")
                .inScenario("busy")
                .whenScenarioStateIs("free")
                .willReturn(okJson(LIST)));

        assertThat(client.models()).isEmpty();
        assertThat(Call.LIST.asked()).isEqualTo(2);
    }

    @Test
    void aServerThatAsksForALongPauseIsTakenAtItsWord() {
        Call.LIST.answer(aResponse().withStatus(503).withHeader("Retry-After", "30"));

        assertThat(failure(Call.LIST, client)).isInstanceOf(ServerFailure.Protocol.class);
        assertThat(Call.LIST.asked()).isEqualTo(1);
    }

    @Test
    void anotherContentTypeIsNoStream() {
        Call.CHAT.answer(aResponse().withHeader("Content-Type", "text/html").withBody("<html>Welcome</html>"));

        assertThat(failure(Call.CHAT, client))
                .isInstanceOf(ServerFailure.Protocol.class)
                .hasMessage("Expected an event stream in the answer to " + Call.CHAT.at()
                        + ", found content of type text/html: <html>Welcome</html>. Another program may use this port, or"
                        + " a proxy stands in between.");
    }

    @Test
    void jsonIsReadWhateverItsTypeSaysAndOtherTextIsNot() {
        Call.LIST.answer(aResponse().withHeader("Content-Type", "text/plain").withBody(LIST));
        assertThat(client.models()).isEmpty();

        for (Call call : new Call[] {Call.LIST, Call.LOAD}) {
            call.answer(aResponse().withHeader("Content-Type", "text/html").withBody("<html>Welcome</html>"));
            assertThat(failure(call, client))
                    .isInstanceOf(ServerFailure.NotLmStudio.class)
                    .hasMessage("Expected JSON in the answer to " + call.at()
                            + ", found: <html>Welcome</html>. Something else may use this port.");
        }
    }

    @Test
    void aDribbledAnswerIsWhole() {
        Call.LIST.answer(okJson(LIST).withChunkedDribbleDelay(5, 50));
        Call.LOAD.answer(okJson(LOADED).withChunkedDribbleDelay(5, 50));
        // Cut by bytes: some pieces end inside a letter.
        Call.CHAT.answer(stream(STREAM).withChunkedDribbleDelay(60, 200));

        assertThat(client.models()).isEmpty();
        assertThat(client.load(new LoadRequest("m", LoadConfig.UNKNOWN)).instanceId())
                .isEqualTo("m");
        GenerationTrace trace = client.generate(Clients.MODEL, Clients.REQUEST);
        assertThat(trace.responseText()).isEqualTo("Grüße");
        assertThat(trace.text()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Call.class)
    void compressionThatNobodyAskedForIsNamed(Call call) {
        call.answer((call == Call.CHAT ? stream("") : okJson(""))
                .withHeader("Content-Encoding", "gzip")
                .withBody(gzip(call == Call.CHAT ? STREAM : LIST)));

        assertThat(failure(call, client))
                .isInstanceOf(ServerFailure.Protocol.class)
                .hasMessage("Expected an uncompressed answer to " + call.at()
                        + " (Accept-Encoding: identity was sent), found Content-Encoding: gzip. Compression delays"
                        + " events; take away the proxy between this suite and LM Studio.");
        assertThat(call.asked()).isEqualTo(1);
    }

    private static ServerFailure failure(Call call, LmStudioServer client) {
        ServerFailure failure = catchThrowableOfType(ServerFailure.class, () -> call.run(client));
        assertThat(failure).as("a failure of %s", call).isNotNull();
        return failure;
    }

    private static ResponseDefinitionBuilder stream(String body) {
        return aResponse().withHeader("Content-Type", "text/event-stream").withBody(body);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static LmStudioServer client(Duration limit, Duration total) {
        return Clients.of(URI.create(STUDIO.baseUrl()), new Timeouts(AMPLE, limit, limit, limit, total));
    }
}
