package io.github.mlxgguf.lmstudio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.embedded.EmbeddedServer;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import io.github.mlxgguf.embedded.simulation.GenerationTruth;
import io.github.mlxgguf.embedded.simulation.TruthReader;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Five threads that generate on one loaded model at once, each with a prompt and a limit of its own. */
@Timeout(60)
class ConcurrentGenerationTest {
    private static final int REQUESTS = 5;
    /** At the scripted rate more than a second: long enough for the last request to come before the first answer ends. */
    private static final int FEWEST_TOKENS = 120;

    private static final double TOKENS_PER_SECOND = 100;
    private static final String MODEL = "m";

    private ExecutorService threads;
    private Path truth;

    @TempDir
    Path folder;

    @BeforeEach
    void startThreads() {
        threads = Executors.newFixedThreadPool(REQUESTS);
        truth = folder.resolve("truth.jsonl");
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void allAreWithTheServerAtOnceAndEachHasFiguresOfItsOwn() throws Exception {
        List<GenerationTrace> traces;
        try (EmbeddedServer server = simulated("");
                LmStudioServer client = client(server)) {
            LoadedModel model = load(client, MODEL, REQUESTS);
            assertThat(model.effective().parallel()).isEqualTo(REQUESTS);
            traces = whole(atOnce(client, model));
        }

        long firstEnd = traces.stream().mapToLong(GenerationTrace::endNs).min().orElseThrow();
        assertThat(traces).allSatisfy(trace -> assertThat(trace.startNs()).isLessThan(firstEnd));
        // each prompt is longer than the one before it
        List<GenerationTruth> truths = truths().stream()
                .sorted(Comparator.comparing(each -> number(each.inputTokens())))
                .toList();
        assertThat(truths).hasSize(REQUESTS);
        for (int i = 0; i < REQUESTS; i++) {
            GenerationTruth own = truths.get(i);
            assertThat(own.outputTokens()).isEqualTo(tokens(i));
            assertThat(traces.get(i).stats().inputTokens()).isEqualTo(number(own.inputTokens()));
            // nobody waited: the engine began with each before it had ended any
            assertThat(own.prefillStartNs()).isLessThan(firstToEnd(truths));
        }
        assertThat(traces).extracting(trace -> trace.stats().inputTokens()).doesNotHaveDuplicates();
    }

    @Test
    void whatTheServerLetsWaitIsPartOfItsTimeToFirstToken() throws Exception {
        List<GenerationTrace> traces;
        try (EmbeddedServer server = simulated("");
                LmStudioServer client = client(server)) {
            traces = whole(atOnce(client, load(client, MODEL, 1)));
        }

        List<GenerationTruth> truths = truths();
        assertThat(truths)
                .as("on the wire while the first was answered")
                .allSatisfy(each -> assertThat(each.receivedNs()).isLessThan(firstToEnd(truths)));
        double answerSeconds = (FEWEST_TOKENS - 1) / TOKENS_PER_SECOND;
        double longestWait = traces.stream()
                .mapToLong(trace -> trace.text().get(0).atNs() - trace.startNs())
                .max()
                .orElseThrow();
        // the last in the queue came during the first answer at the latest, so it waited for three whole ones
        assertThat(longestWait / 1e9).isGreaterThan(3 * 0.9 * answerSeconds);
    }

    @Test
    void oneThatIsCutLeavesTheOthersWholeAndIsWaitedForOnce() throws Exception {
        try (EmbeddedServer server =
                        simulated("faults: [{on: chat, occurrence: 3, kind: stream_cut, after_deltas: 4}]\n");
                LmStudioServer client = client(server)) {
            LoadedModel model = load(client, MODEL, REQUESTS);

            List<Future<GenerationTrace>> first = atOnce(client, model);

            List<Future<GenerationTrace>> cut = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                try {
                    assertWhole(first.get(i).get(), i);
                } catch (ExecutionException e) {
                    cut.add(first.get(i));
                }
            }
            assertThat(cut).hasSize(1);
            assertThatThrownBy(cut.get(0)::get).hasCauseInstanceOf(ServerFailure.StreamCut.class);
            whole(atOnce(client, model));
        }
        List<GenerationTruth> asked =
                truths().stream().filter(each -> !each.streamed()).toList();
        assertThat(asked).as("throw-away chats after the failure").hasSize(1);
    }

    @Test
    void fiveOnTheRealEngineAreWholeToo() throws Exception {
        EmbeddedServer.Options options = EmbeddedServer.Options.defaults(folder.resolve("engine.log"))
                .withCatalog(EmbeddedCatalog.TINY)
                .withModelCache(folder.resolve("models"));
        try (EmbeddedServer server = EmbeddedServer.start(options);
                LmStudioServer client = client(server)) {
            LoadedModel model = load(client, "embedded/gibberish-moe-tiny@q8_0", REQUESTS);

            List<GenerationTrace> traces = whole(atOnce(client, model));

            assertThat(traces).extracting(trace -> trace.stats().inputTokens()).doesNotHaveDuplicates();
            assertThat(traces)
                    .allSatisfy(trace -> assertThat(trace.responseText()).matches("[ -~]+"));
        }
    }

    private List<Future<GenerationTrace>> atOnce(LmStudioServer client, LoadedModel model) throws InterruptedException {
        CyclicBarrier together = new CyclicBarrier(REQUESTS);
        return threads.invokeAll(IntStream.range(0, REQUESTS)
                .<Callable<GenerationTrace>>mapToObj(i -> () -> {
                    together.await();
                    return client.generate(model, new GenerationRequest(prompt(i), tokens(i), 0, null));
                })
                .toList());
    }

    private static List<GenerationTrace> whole(List<Future<GenerationTrace>> futures) throws Exception {
        List<GenerationTrace> traces = new ArrayList<>();
        for (Future<GenerationTrace> future : futures) {
            assertWhole(future.get(), traces.size());
            traces.add(future.get());
        }
        return traces;
    }

    private static void assertWhole(GenerationTrace trace, int index) {
        assertThat(trace.stats().outputTokens()).isEqualTo(tokens(index));
        assertThat(trace.text()).hasSize(tokens(index));
        assertThat(trace.startNs()).isLessThan(trace.text().get(0).atNs());
        assertThat(trace.loadedInside()).isFalse();
    }

    private static String prompt(int index) {
        return index + " and so on".repeat(index + 1);
    }

    private static int tokens(int index) {
        return FEWEST_TOKENS + index;
    }

    private static long firstToEnd(List<GenerationTruth> truths) {
        return truths.stream()
                .mapToLong(each -> Objects.requireNonNull(each.engineLastTokenNs()))
                .min()
                .orElseThrow();
    }

    private static Long number(@Nullable Integer value) {
        return Long.valueOf(Objects.requireNonNull(value));
    }

    /** Complete once the server is closed. */
    private List<GenerationTruth> truths() throws IOException {
        return TruthReader.read(truth, GenerationTruth.class);
    }

    private static LoadedModel load(LmStudioServer client, String key, int parallel) {
        return client.load(new LoadRequest(key, new LoadConfig(1024, parallel, null, null, null, null)));
    }

    private EmbeddedServer simulated(String faults) throws IOException {
        String script = faults + "models:\n  - {key: " + MODEL
                + ", format: gguf, quantization: Q8_0, bits_per_weight: 8, size_bytes: 1000000,"
                + " resident_bytes: 1000000, answer: {text: the sea}, leak: {kind: none},"
                + " speed: {load_seconds: 0.01, prefill_tokens_per_second: 10000,"
                + " decode_tokens_per_second: " + TOKENS_PER_SECOND + "}}\n";
        Path file = Files.writeString(folder.resolve("script.yaml"), script);
        return EmbeddedServer.start(
                EmbeddedServer.Options.defaults(folder.resolve("engine.log")).withScript(file, truth));
    }

    private static LmStudioServer client(EmbeddedServer server) {
        return new LmStudioServer(
                ConfigLoader.load("server: {base_url: '" + server.baseUrl() + "'}", "test", Map.of())
                        .server(),
                SessionClock.start());
    }
}
