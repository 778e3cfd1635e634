package io.github.mlxgguf.junit;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.lmstudio.cli.StubLms;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.record.UnloadBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** The extensions as a whole: a small matrix against a stand-in server, through the launcher as an IDE or Maven uses it. */
class ModelMatrixTest {
    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @TempDir
    Path folder;

    private MatrixLaunch launch;
    private final Map<String, TestExecutionResult> results = new TreeMap<>();
    private final Map<String, TestExecutionResult> containers = new TreeMap<>();
    private final List<String> skipped = new ArrayList<>();

    @BeforeEach
    void configure() throws Exception {
        StandInStudio.teach(STUDIO);
        Path config = folder.resolve("config.yaml");
        Files.writeString(config, """
                server: {kind: lmstudio, base_url: '%s'}
                pairs:
                  - name: Tiny
                    architecture: dense
                    gguf: {model: tiny, quantization: Q8_0}
                    mlx: {model: tiny-mlx, quantization: 8bit}
                discover: {enabled: false}
                run: {rounds: 1, warmup: 1, iterations: 2, cooldown: 0s, max_output_tokens: 40}
                scenarios:
                  cold-start: {idle: 1s, baseline: 1s}
                """.formatted(STUDIO.baseUrl()));
        launch = MatrixLaunch.into(folder).set("bench.config", config.toString());
    }

    @AfterEach
    void restore() {
        launch.close();
    }

    @Test
    void everyCellIsLoadedMeasuredAndRecordedInOrder() {
        run(selectClass(MatrixTestCase.class));

        assertThat(containers).isEmpty();
        assertThat(results.values())
                .hasSize(4)
                .allMatch(result -> result.getStatus() == TestExecutionResult.Status.SUCCESSFUL);
        RunData data = data();
        assertThat(data.problems()).isEmpty();
        assertThat(bodies(data, RunBody.class).get(0).plan()).hasSize(4);
        assertThat(data.entries()).extracting(entry -> entry.envelope().kind()).startsWith("run", "session", "load");
        assertThat(bodies(data, SessionBody.class)).singleElement().satisfies(session -> assertThat(session.memory())
                .as("a server that ran before has no memory before it")
                .extracting(PhaseMemory::phase)
                .containsExactly("server_idle"));
        assertThat(bodies(data, LoadBody.class)).extracting(LoadBody::modelKey).containsExactly("tiny", "tiny-mlx");
        assertThat(bodies(data, GenerationBody.class))
                .extracting(GenerationBody::role)
                .containsExactly("warmup", "measured", "measured", "warmup", "measured", "measured");
        assertThat(bodies(data, ScenarioBody.class))
                .extracting(ScenarioBody::outcome)
                .containsExactly("passed", "passed", "passed", "passed");
        assertThat(bodies(data, UnloadBody.class)).hasSize(2);
        assertThat(bodies(data, EndBody.class)).singleElement().satisfies(end -> {
            assertThat(end.status()).isEqualTo("completed");
            assertThat(end.counts()).isEqualTo(new EndBody.Counts(2, 6, 4, 4, 0, 0, 0));
        });
        STUDIO.verify(2, postRequestedFor(urlEqualTo("/api/v1/models/unload")));
        assertThat(hashes(data, "baseline"))
                .as("both builds are asked the same, and every prompt is new")
                .isEqualTo(hashes(data, "candidate"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aFailedLoadBreaksTheFirstTestAndSkipsTheOthersAndTheOtherBuildStillRuns() {
        StandInStudio.refuseToLoad(STUDIO, "tiny");

        run(selectClass(MatrixTestCase.class));

        assertThat(bodies(data(), ScenarioBody.class))
                .extracting(body -> body.format() + " " + body.scenario() + " " + body.outcome())
                .containsExactly(
                        "gguf cold-start broken",
                        "gguf simple-generation skipped",
                        "mlx cold-start passed",
                        "mlx simple-generation passed");
        assertThat(containers).isEmpty();
        assertThat(bodies(data(), ScenarioBody.class).get(0).failure())
                .extracting(FailureInfo::kind)
                .isEqualTo("load_refused");
        assertThat(bodies(data(), ScenarioBody.class).get(1).reason()).startsWith("model did not load: Load tiny at ");
        assertThat(bodies(data(), LoadBody.class).get(0).failure())
                .extracting(FailureInfo::kind)
                .isEqualTo("load_refused");
    }

    @Test
    void oneScenarioAloneIsWhatAnIdeAsksFor() throws Exception {
        run(selectNestedMethod(
                List.of(MatrixTestCase.class), MatrixTestCase.Second.class, "generates", Cell.class.getName()));

        assertThat(results).hasSize(2);
        assertThat(bodies(data(), RunBody.class).get(0).plan())
                .extracting(RunBody.PlannedCell::scenario)
                .containsOnly("simple-generation");
    }

    @Test
    void scenariosAreNarrowedByProperty() {
        launch.set("bench.scenarios", "cold-start");
        run(selectClass(MatrixTestCase.class));

        assertThat(bodies(data(), ScenarioBody.class))
                .extracting(ScenarioBody::scenario)
                .containsExactly("cold-start", "cold-start");
    }

    @Test
    void anAbsentHalfIsSkippedWithItsCureAndARunThatMeasuresNothingFails() throws Exception {
        launch.set(
                "bench.config", changed("model: tiny-mlx", "model: absent-mlx").toString());
        StandInStudio.refuseToLoad(STUDIO, "tiny");

        run(selectClass(MatrixTestCase.class));

        assertThat(bodies(data(), ScenarioBody.class))
                .extracting(ScenarioBody::reason)
                .filteredOn(reason -> reason != null && reason.startsWith("incomplete: The MLX build (8bit)"))
                .hasSize(2)
                .allMatch(reason -> reason.contains("Get it with: lms get absent-mlx@8bit --mlx"));
        assertThat(containers).as("said once, by the whole matrix").hasSize(1);
        assertThat(containers.values())
                .extracting(result -> result.getThrowable().orElse(null))
                .hasOnlyElementsOfType(NothingMeasuredError.class);
    }

    @Test
    void aRunWithNoBuildAtAllStopsWithTheCommandsThatGiveItAPair() throws Exception {
        launch.set("bench.config", changed("model: tiny", "model: absent").toString());

        run(selectClass(MatrixTestCase.class));

        refused("Expected a build to measure, found none of those of " + folder.resolve("changed.yaml")
                + " on the lmstudio server at " + STUDIO.baseUrl() + ". Get Tiny with `lms get absent@q8_0 --gguf` and"
                + " `lms get absent-mlx@8bit --mlx`.");
    }

    @Test
    void withoutPairsARunStopsWithTheCommandsForTheSmallestOne() throws Exception {
        Path config = Files.writeString(
                folder.resolve("empty.yaml"), "server: {kind: lmstudio, base_url: '" + STUDIO.baseUrl() + "'}\n");
        STUDIO.stubFor(get("/api/v1/models").atPriority(1).willReturn(okJson("{\"models\":[]}")));
        launch.set("bench.config", config.toString());

        run(selectClass(MatrixTestCase.class));

        refused("Expected a build to measure, found none: " + config
                + " has no pair, and the server has no model in both formats. Get a pair with `lms get"
                + " llama-3.2-1b-instruct@q8_0 --gguf` and `lms get llama-3.2-1b-instruct@8bit --mlx`.");
    }

    @Test
    void aNameThatFitsTwoBuildsStopsTheRunBeforeAnythingIsLoaded() throws Exception {
        launch.set("bench.config", changed("model: tiny,", "model: tiny@q8_0,").toString());
        STUDIO.stubFor(get("/api/v1/models").atPriority(1).willReturn(okJson("""
                {"models":[
                {"type":"llm","key":"a/tiny","format":"gguf","quantization":{"name":"Q8_0"},"loaded_instances":[]},
                {"type":"llm","key":"b/tiny","format":"gguf","quantization":{"name":"Q8_0"},"loaded_instances":[]}
                ]}""")));

        run(selectClass(MatrixTestCase.class));

        refused(folder.resolve("changed.yaml") + " cannot be used (1 problem); nothing was started:\n"
                + "  pair \"Tiny\", GGUF build: found 2 builds that fit \"tiny@q8_0\" equally well: a/tiny, b/tiny;"
                + " allowed: the whole key of one of them, for example model: a/tiny.");
    }

    @Test
    void whatTheServerHasInBothFormatsIsMeasuredWithoutBeingNamed() throws Exception {
        Path config = Files.writeString(
                folder.resolve("none.yaml"),
                Files.readString(folder.resolve("config.yaml"))
                        .replaceAll("(?s)pairs:.*discover: \\{enabled: false}", "discover: {enabled: true}"));
        launch.set("bench.config", config.toString());

        run(selectClass(MatrixTestCase.class));

        assertThat(bodies(data(), RunBody.class).get(0).pairs())
                .extracting(RunBody.PairInfo::name)
                .containsExactly("tiny");
        assertThat(bodies(data(), ScenarioBody.class))
                .extracting(ScenarioBody::outcome)
                .containsExactly("passed", "passed", "passed", "passed");
    }

    /** The run stopped with a message, and nothing was loaded or written. */
    private void refused(String message) {
        assertThat(results).isEmpty();
        assertThat(containers.values()).singleElement().satisfies(result -> assertThat(
                        result.getThrowable().orElseThrow())
                .hasStackTraceContaining(message));
        assertThat(folder.resolve("results")).doesNotExist();
        STUDIO.verify(0, postRequestedFor(urlEqualTo("/api/v1/models/load")));
    }

    @Test
    void aScenarioThatTheConfigTurnsOffIsSkippedAndInNoRecord() throws Exception {
        launch.set(
                "bench.config",
                changed("cold-start: {", "cold-start: {enabled: false, ").toString());

        run(selectClass(MatrixTestCase.class));

        assertThat(results).hasSize(2);
        assertThat(skipped)
                .hasSize(2)
                .allMatch(reason -> reason.equals("cold-start is turned off by scenarios.cold-start.enabled: false in "
                        + folder.resolve("changed.yaml")));
        assertThat(bodies(data(), ScenarioBody.class))
                .extracting(ScenarioBody::scenario)
                .containsExactly("simple-generation", "simple-generation");
        assertThat(bodies(data(), RunBody.class).get(0).plan()).hasSize(2);
    }

    @Test
    void aRunWithoutAnyScenarioDoesNotStart() throws Exception {
        launch.set(
                "bench.config",
                changed("cold-start: {", "simple-generation: {enabled: false}\n  cold-start: {enabled: false, ")
                        .toString());

        run(selectClass(MatrixTestCase.class));

        assertThat(results).isEmpty();
        assertThat(containers.values()).singleElement().satisfies(result -> assertThat(
                        result.getThrowable().orElseThrow())
                .hasStackTraceContaining("turns off all that were selected. Set enabled: true there, or name one"
                        + " with -Dbench.scenarios=ID."));
        STUDIO.verify(0, postRequestedFor(urlEqualTo("/api/v1/models/load")));
    }

    @Test
    void aProblemThatThePreflightFindsStopsTheRunBeforeAnythingIsMade() throws Exception {
        Path file = Files.writeString(folder.resolve("occupied"), "mine");
        launch.set("bench.results", file.resolve("results").toString());

        run(selectClass(MatrixTestCase.class));

        assertThat(results).isEmpty();
        assertThat(containers.values()).singleElement().satisfies(result -> assertThat(
                        result.getThrowable().orElseThrow())
                .hasStackTraceContaining("The benchmark cannot start: results: " + file + " is not a folder that can be"
                        + " written -> Change its permissions, or choose another place with -Dbench.results=DIR."));
        assertThat(file).hasContent("mine");
        STUDIO.verify(0, postRequestedFor(urlEqualTo("/api/v1/models/load")));
    }

    @Test
    void aScenarioThatNobodyRunsIsRefused() {
        launch.set("bench.scenarios", "cold-start, moe, simple-generatoin");

        assertThatThrownBy(() -> run(selectClass(MatrixTestCase.class)))
                .hasStackTraceContaining(
                        "The benchmark cannot start: -Dbench.scenarios: found moe, simple-generatoin, which"
                                + " cannot run here; allowed: cold-start, simple-generation.");
    }

    @Test
    void aBuildThatIsNotWhatWasAskedForIsUnloadedAndOnRecordEvenIfTheUnloadFails() throws Exception {
        StandInStudio.listAfterLoadAs(STUDIO, "tiny", "Q4_0");
        STUDIO.stubFor(post("/api/v1/models/unload")
                .atPriority(1)
                .withRequestBody(matchingJsonPath("$.instance_id", equalTo("tiny")))
                .willReturn(jsonResponse("{\"error\":{\"type\":\"unknown\",\"message\":\"busy\"}}", 500)));
        launch.set("bench.formats", "gguf");

        run(selectClass(MatrixTestCase.class));

        STUDIO.verify(1, postRequestedFor(urlEqualTo("/api/v1/models/unload")));
        assertThat(bodies(data(), LoadBody.class)).singleElement().satisfies(load -> assertThat(load.failure())
                .extracting(FailureInfo::kind)
                .isEqualTo("wrong_model"));
        assertThat(bodies(data(), ScenarioBody.class).get(0).failure())
                .extracting(FailureInfo::kind)
                .isEqualTo("wrong_model");
    }

    @Test
    void theToolOfTheServerIsASecondWitnessOfEveryLoad() throws Exception {
        assumeTrue(
                LmStudioInstallation.find(System.getenv(), folder).isEmpty(),
                "an lms tool on the PATH would be found first");
        String row =
                "{\"modelKey\":\"%1$s\",\"identifier\":\"%1$s\",\"format\":\"%2$s\",\"quantization\":{\"name\":\"%3$s\"},"
                        + "\"contextLength\":8192,\"parallel\":4,\"deviceIdentifier\":null}";
        StubLms lms = StubLms.in(Files.createDirectories(folder.resolve(".lmstudio/bin")))
                .on("server status --json", "{\"running\":true,\"port\":" + STUDIO.getPort() + "}")
                .on(
                        "daemon status --json",
                        "{\"status\":\"running\",\"pid\":1,\"isDaemon\":false,\"version\":\"0.4.25+1\"}")
                .on(
                        "ps --json",
                        "[" + row.formatted("tiny", "gguf", "Q8_0") + ","
                                + row.formatted("tiny-mlx", "safetensors", "4bit") + "]");
        launch.set("user.home", folder.toString());

        run(selectClass(MatrixTestCase.class));

        RunData data = data();
        assertThat(data.problems()).isEmpty();
        assertThat(bodies(data, RunBody.class).get(0).server().version()).isEqualTo("0.4.25+1");
        assertThat(bodies(data, EngineBody.class))
                .extracting(EngineBody::serverVersion, EngineBody::source)
                .containsExactly(tuple("0.4.25+1", "v0 reply"));
        List<LoadBody> loads = bodies(data, LoadBody.class);
        assertThat(loads.get(0).identity())
                .isEqualTo(new LoadBody.Identity(
                        "cli",
                        "lms ps shows instance tiny as tiny, format gguf, quantisation Q8_0, on this machine, context 8192,"
                                + " parallel 4"));
        assertThat(loads.get(0).effectiveConfig().parallel()).isEqualTo(4);
        assertThat(loads.get(1).failure())
                .as("the list says 8bit, the tool says what is loaded")
                .extracting(FailureInfo::kind)
                .isEqualTo("wrong_model");
        STUDIO.verify(2, postRequestedFor(urlEqualTo("/api/v1/models/unload")));
        assertThat(lms.calls())
                .as("at the edges of phases only")
                .containsExactly("server status --json", "daemon status --json", "ls --json", "ps --json", "ps --json");
    }

    @Test
    void aServerThatTheSuiteStartsHasItsOwnMemoryOnRecord() throws Exception {
        launch.set("bench.server", "simulated");
        launch.set(
                "bench.config",
                changed("model: tiny-mlx", "model: llama-3.2-1b-instruct-mlx").toString());
        launch.set("bench.formats", "mlx");

        run(selectNestedMethod(
                List.of(MatrixTestCase.class), MatrixTestCase.First.class, "rests", Cell.class.getName()));

        RunData data = data();
        assertThat(data.problems()).isEmpty();
        List<PhaseMemory> memory = bodies(data, SessionBody.class).get(0).memory();
        assertThat(memory).extracting(PhaseMemory::phase).containsExactly("before_server", "server_idle");
        assertThat(memory.get(0).endNs() - memory.get(0).startNs()).isBetween(1_000_000_000L, 2_000_000_000L);
        assertThat(memory.get(0).endNs()).isLessThan(memory.get(1).startNs());
        assertThat(Files.readAllLines(data.folder().resolve("samples.jsonl")))
                .as("what was read before there was a folder is in the file too")
                .first()
                .asString()
                .matches(line -> tNs(line) < memory.get(0).endNs());
    }

    @Test
    void aResumedRunWhoseOtherHalfIsStillAbsentLoadsNothingAndEndsGreen() throws Exception {
        launch.set(
                "bench.config", changed("model: tiny-mlx", "model: absent-mlx").toString());
        launch.set("bench.runId", "half");
        run(selectClass(MatrixTestCase.class));
        List<String> records = Files.readAllLines(folder.resolve("results/half/records.jsonl"));
        System.clearProperty("bench.runId");
        launch.set("bench.resume", "half");
        results.clear();
        containers.clear();
        skipped.clear();
        Files.delete(folder.resolve("results/half/report.md"));

        run(selectClass(MatrixTestCase.class));

        assertThat(containers).isEmpty();
        assertThat(results).isEmpty();
        assertThat(skipped)
                .isNotEmpty()
                .allMatch(
                        reason -> reason.startsWith("what is left of run half cannot run here: The MLX build (8bit)"));
        assertThat(Files.readAllLines(folder.resolve("results/half/records.jsonl")))
                .isEqualTo(records);
        assertThat(folder.resolve("results/half/report.md")).as("made anew").exists();
    }

    @Test
    void theConfigIsKeptToTheByte() throws Exception {
        // Only the bytes themselves have the digest that the run record has.
        Path config = Files.writeString(
                folder.resolve("bytes.yaml"),
                "\ufeff# “Zwei”\r\n" + Files.readString(folder.resolve("config.yaml"))
                        + "\n\n# no line feed at its end");
        launch.set("bench.config", config.toString());

        run(selectClass(MatrixTestCase.class));

        assertThat(containers).isEmpty();
        byte[] kept = Files.readAllBytes(data().folder().resolve("config.yaml"));
        assertThat(kept).isEqualTo(Files.readAllBytes(config));
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kept)))
                .isEqualTo(data().run().orElseThrow().configDigest());
    }

    @Test
    void aRunThatWasKilledInItsSecondRoundGoesOnThere() throws Exception {
        launch.set("bench.config", changed("rounds: 1", "rounds: 2").toString());
        launch.set("bench.runId", "killed");
        run(selectClass(MatrixTestCase.class));
        Path journal = folder.resolve("results/killed/records.jsonl");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(journal)) {
            if (line.contains("\"kind\":\"load\"") && line.contains("\"round\":2")) {
                break;
            }
            // Nobody has this process id: the session's process is gone.
            lines.add(line.replaceFirst("\"pid\":\\d+", "\"pid\":2147483646"));
        }
        Files.write(journal, lines);
        Path kept = folder.resolve("results/killed/config.yaml");
        FileTime keptAt = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(kept, keptAt);
        System.clearProperty("bench.runId");
        launch.set("bench.resume", "killed");
        results.clear();
        containers.clear();

        run(selectClass(MatrixTestCase.class));

        assertThat(containers).isEmpty();
        RunData data = data();
        assertThat(bodies(data, LoadBody.class)).extracting(LoadBody::round).containsExactly(1, 1, 2, 2);
        assertThat(data.validCells()).hasSize(8);
        assertThat(data.of(ScenarioBody.class))
                .extracting(entry -> entry.envelope().session())
                .containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
        assertThat(Files.getLastModifiedTime(kept)).as("nothing is overwritten").isEqualTo(keptAt);
    }

    private static long tNs(String sample) {
        return Long.parseLong(sample.replaceFirst(".*\"t_ns\":(\\d+).*", "$1"));
    }

    private Path changed(String from, String to) throws IOException {
        return Files.writeString(
                folder.resolve("changed.yaml"),
                Files.readString(folder.resolve("config.yaml")).replace(from, to));
    }

    private RunData data() {
        return RunReader.read(folder.resolve("results").resolve("latest"));
    }

    private static <T> List<T> bodies(RunData data, Class<T> type) {
        return data.entries().stream()
                .map(entry -> entry.body())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private static List<String> hashes(RunData data, String variant) {
        return bodies(data, GenerationBody.class).stream()
                .filter(generation -> generation.variant().equals(variant))
                .map(generation -> generation.prompt().sha256())
                .toList();
    }

    private void run(DiscoverySelector selector) {
        MatrixLaunch.execute(
                new TestExecutionListener() {
                    @Override
                    public void executionSkipped(TestIdentifier test, String reason) {
                        skipped.add(reason);
                    }

                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        if (test.isTest()) {
                            results.put(test.getUniqueId(), result);
                        } else if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                            containers.put(test.getUniqueId(), result);
                        }
                    }
                },
                selector);
    }

    @ModelMatrix
    static class MatrixTestCase {
        @Parameter
        PlannedLoad load;

        @Nested
        @Order(1)
        @Scenario("cold-start")
        class First {
            @Test
            void rests(Cell cell) {
                cell.includeLoadPhases();
            }
        }

        @Nested
        @Order(2)
        @Scenario("simple-generation")
        class Second {
            @Test
            void generates(Cell cell) {
                cell.warmUp();
                for (int iteration = 1; iteration <= cell.config().run().iterations(); iteration++) {
                    cell.measure(StandardPrompts.ENTANGLEMENT, iteration);
                }
            }
        }
    }
}
