package io.github.mlxgguf.report.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunListener;
import io.github.mlxgguf.report.timeline.TimelinePage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The live time line over real HTTP, with a clock that the test moves. */
@Timeout(60)
class LiveTimelineTest {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final AtomicLong nowNs = new AtomicLong();
    private final LiveTimeline timeline = new LiveTimeline(Map.of("bench.live", "true")::get, nowNs::get);
    private final RunFixture run = new RunFixture().planThreeRounds();

    @BeforeEach
    void begin() throws IOException {
        run.start().writeTo(folder);
    }

    @AfterEach
    void stop() {
        // Whoever watched counts as gone.
        nowNs.addAndGet(Duration.ofMinutes(1).toNanos());
        timeline.runFinished(folder);
    }

    @Test
    void thePageIsTheLivePageAndMayNotBeKept() throws Exception {
        startServer();

        HttpResponse<String> page = get("");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).isEqualTo(TimelinePage.renderLive());
        assertThat(page.headers().map())
                .containsEntry("content-type", List.of("text/html; charset=utf-8"))
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void theDataGrowWithTheFilesLineByLine() throws Exception {
        startServer();
        append(
                "samples.jsonl",
                "{\"session\":1,\"t_ns\":1000000000,\"committed_bytes\":5}\n{\"session\":1,\"t_ns\":11");

        JsonNode first = data();
        assertThat(first.path("samples").asLong()).isEqualTo(1);
        assertThat(first.path("ended").asBoolean()).isFalse();
        assertThat(first.path("name").asText()).isEqualTo(String.valueOf(folder.getFileName()));
        assertThat(first.path("cells")).isEmpty();

        append("samples.jsonl", "00000000,\"committed_bytes\":6}\n{\"session\":1,\"t_ns\":1200000000}\n");
        long load = run.load(RunFixture.BASELINE, 1, 4);
        String before = Files.readString(folder.resolve("records.jsonl"));
        run.cell(RunFixture.BASELINE, 1, load, 11_000_000_000L);
        append("records.jsonl", run.jsonl().substring(before.length()));
        nowNs.addAndGet(LiveFeed.REFRESH_NS);

        JsonNode second = data();
        assertThat(second.path("samples").asLong()).isEqualTo(3);
        assertThat(second.path("cells")).hasSize(1);
    }

    @Test
    void nothingIsReadAgainBeforeASecondHasPassed() throws Exception {
        startServer();
        append("samples.jsonl", sample(1));
        assertThat(data().path("samples").asLong()).isEqualTo(1);
        append("samples.jsonl", sample(2));

        nowNs.addAndGet(LiveFeed.REFRESH_NS - 1);
        assertThat(data().path("samples").asLong()).isEqualTo(1);
        nowNs.addAndGet(1);
        assertThat(data().path("samples").asLong()).isEqualTo(2);
    }

    @Test
    void allViewersOfASecondShareOneLook() {
        LiveFeed feed = new LiveFeed(folder, nowNs::get);
        List<CompletableFuture<LiveFeed.Answer>> viewers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(feed::answer))
                .limit(16)
                .toList();

        LiveFeed.Answer shared = feed.answer();
        assertThat(viewers.stream().map(CompletableFuture::join))
                .allSatisfy(answer -> assertThat(answer).isSameAs(shared));
        nowNs.addAndGet(LiveFeed.REFRESH_NS);
        assertThat(feed.answer()).isNotSameAs(shared);
    }

    @Test
    void aBrowserGetsItCompressed() throws Exception {
        startServer();
        append("samples.jsonl", sample(1));

        HttpResponse<byte[]> answer = CLIENT.send(
                request("data.json").header("Accept-Encoding", "br, gzip;q=0.8").build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
        byte[] json = new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
        assertThat(new String(json, StandardCharsets.UTF_8))
                .isEqualTo(get("data.json").body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "gzip;q=0", "gzip;q=0.0", "gzipped"})
    void whoWantsItPlainGetsItPlain(String accepted) throws Exception {
        startServer();

        HttpResponse<String> answer = CLIENT.send(
                request("data.json").header("Accept-Encoding", accepted).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("content-encoding")).isEmpty();
        assertThat(answer.body()).startsWith("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.json/", "index.html", "records.jsonl", "../records.jsonl", "%2e%2e/records.jsonl"})
    void nothingElseIsThere(String path) throws Exception {
        startServer();

        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("There is only / and /data.json here.\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS"})
    void onlyReadingIsAllowed(String method) throws Exception {
        startServer();

        HttpResponse<String> answer = CLIENT.send(
                request("data.json")
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD");
    }

    @Test
    void headHasNoBody() throws Exception {
        startServer();

        HttpResponse<String> answer = CLIENT.send(
                request("").method("HEAD", HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Host: 127.0.0.1:1, 200",
        "Host: localhost, 200",
        "Host: LOCALHOST:99, 200",
        "Host: evil.example, 403",
        "Host: evil.example:80, 403",
        "Host: 127.0.0.1.evil.example, 403",
        "Host: 192.168.0.1, 403",
        "X-Host: localhost, 403",
    })
    void aPageOfAnotherNameIsRefused(String header, int status) throws IOException {
        startServer();

        assertThat(raw("GET /data.json HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void aViewerThatHangsUpIsForgotten() throws Exception {
        startServer();
        for (int i = 0; i < 8; i++) {
            try (Socket socket = connect()) {
                socket.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                socket.setSoLinger(true, 0);
            }
        }

        assertThat(get("data.json").statusCode()).isEqualTo(200);
    }

    @Test
    void whoWatchesSeesTheEndAndThenThePortIsFree() throws Exception {
        startServer();
        append("samples.jsonl", sample(1));
        assertThat(data().path("ended").asBoolean()).isFalse();
        int port = address().getPort();
        URI address = address();
        append("samples.jsonl", sample(2));

        CompletableFuture<Void> finished = CompletableFuture.runAsync(() -> timeline.runFinished(folder));
        JsonNode last = data(address);
        while (!last.path("ended").asBoolean()) {
            last = data(address);
        }

        assertThat(last.path("samples").asLong()).isEqualTo(2);
        finished.join();
        assertThat(timeline.server()).isNull();
        assertFree(port);
    }

    @Test
    void whereNobodyWatchesTheEndComesAtOnce() throws Exception {
        startServer();
        int port = address().getPort();
        data();
        nowNs.addAndGet(Duration.ofSeconds(6).toNanos());
        long before = System.nanoTime();

        timeline.runFinished(folder);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        assertFree(port);
    }

    @Test
    void aPortThatIsTakenDisturbsNothing() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LiveTimeline other = at(taken.getLocalPort());
            other.runStarted(folder, body());
            assertThat(other.server()).isNull();
            other.runFinished(folder);
        }
    }

    @Test
    void thePortThatIsAskedForIsUsed() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        LiveTimeline other = at(port);
        other.runStarted(folder, body());
        try {
            assertThat(Objects.requireNonNull(other.server()).address())
                    .isEqualTo(URI.create("http://127.0.0.1:" + port + "/"));
        } finally {
            other.runFinished(folder);
        }
    }

    @Test
    void withoutThePropertyNothingHappens() {
        for (Map<String, String> properties :
                List.of(Map.<String, String>of(), Map.of("bench.live", "false"), Map.of("bench.livePort", "1"))) {
            LiveTimeline silent = new LiveTimeline(properties::get, nowNs::get);
            silent.runStarted(folder, body());
            assertThat(silent.server()).isNull();
            silent.runFinished(folder);
        }
    }

    @Test
    void allOfItsThreadsAreDaemonsOfTheLowestPriority() throws Exception {
        startServer();
        get("data.json");

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("HTTP-Dispatcher")
                                || thread.getName().startsWith("live-timeline")))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(thread -> {
                    assertThat(thread.isDaemon()).as(thread.getName()).isTrue();
                    assertThat(thread.getPriority()).as(thread.getName()).isEqualTo(Thread.MIN_PRIORITY);
                });
    }

    @Test
    void everyRunAsksForIt() {
        assertThat(ServiceLoader.load(RunListener.class).stream().<Class<?>>map(ServiceLoader.Provider::type))
                .contains(LiveTimeline.class);
    }

    private LiveTimeline at(int port) {
        return new LiveTimeline(
                Map.of("bench.live", "true", "bench.livePort", Integer.toString(port))::get, nowNs::get);
    }

    private void startServer() {
        timeline.runStarted(folder, body());
    }

    private RunBody body() {
        return run.data().run().orElseThrow();
    }

    private URI address() {
        return Objects.requireNonNull(timeline.server()).address();
    }

    private JsonNode data() throws IOException, InterruptedException {
        return data(address());
    }

    private static JsonNode data(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("data.json"))
                .timeout(Duration.ofSeconds(20))
                .build();
        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        return new ObjectMapper().readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(20));
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), address().getPort());
    }

    private String raw(String request) throws IOException {
        try (Socket socket = connect();
                OutputStream out = socket.getOutputStream()) {
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertFree(int port) throws IOException {
        try (ServerSocket again = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(again.getLocalPort()).isEqualTo(port);
        }
    }

    private static String sample(int number) {
        return "{\"session\":1,\"t_ns\":" + number * 100_000_000L + ",\"committed_bytes\":" + number + "}\n";
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(
                folder.resolve(file),
                text,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
