package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.record.CellEvidence;
import io.github.mlxgguf.record.RunListener;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.junitplatform.AllureJunitPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs {@link MatrixFixture} with Allure's own listener and looks at the files that it writes. */
class AllureRunListenerTest {
    private static final Instant SESSION_START = Instant.parse("2026-11-20T10:00:00Z");

    private Path allureResults;
    private Path run;
    private AllureLifecycle lifecycle;
    private AllureRunListener listener;

    @BeforeEach
    void makeListener(@TempDir Path folder) {
        allureResults = folder.resolve("allure-results");
        run = folder.resolve("results/20261120-100001");
        lifecycle = new AllureLifecycle(new FileSystemResultsWriter(allureResults));
        listener = new AllureRunListener(
                lifecycle,
                allureResults,
                SESSION_START,
                Clock.fixed(SESSION_START.plusSeconds(5), ZoneOffset.UTC),
                new ExecutorFile(Map.of()));
    }

    @Test
    void eachCellHasNamesAndAHistoryOfItsOwn() throws IOException {
        List<JsonNode> cells = cells(runMatrix());

        assertThat(cells).hasSize(12);
        assertThat(cells).extracting(cell -> text(cell, "name")).doesNotHaveDuplicates();
        assertThat(cells).extracting(cell -> text(cell, "fullName")).doesNotHaveDuplicates();
        assertThat(cells)
                .extracting(cell -> text(cell, "historyId"))
                .doesNotHaveDuplicates()
                .contains(new CellIdentity("Pair", "candidate", "mlx", "passes", 2).historyId());
    }

    @Test
    void aCellShowsItsParametersAndItsPlaceInTheSuites() throws IOException {
        JsonNode cell = cell("passes · candidate (mlx) · round 2");

        assertThat(cell.get("parameters"))
                .extracting(each -> text(each, "name"), each -> text(each, "value"))
                .containsExactly(
                        tuple("pair", "Pair"),
                        tuple("variant", "candidate (mlx)"),
                        tuple("round", "2"),
                        tuple("scenario", "passes"));
        assertThat(label(cell, "parentSuite")).containsExactly("Pair");
        assertThat(label(cell, "suite")).containsExactly("passes");
        assertThat(label(cell, "subSuite")).containsExactly("candidate (mlx)");
        assertThat(label(cell, "tag")).containsExactly("simulated");
        assertThat(text(cell, "description"))
                .isEqualTo("simulated: a script, not a model; the figures say nothing about your models");
    }

    @Test
    void aCellsFlagsAreTagsAndItsDescriptionSaysWhatToDo() throws IOException {
        JsonNode cell = cell("passes · candidate (mlx) · round 1");

        assertThat(label(cell, "tag")).containsExactly("simulated", "swap_grew");
        assertThat(text(cell, "description"))
                .isEqualTo("simulated: a script, not a model; the figures say nothing about your models\n\n"
                        + "swap_grew: The machine swapped more during it, so memory was short and times are long. Raised"
                        + " when: swap in use grew by more than 16 MB within the cell, the load, the unload or the session."
                        + " Use a smaller model or context, or close other programs.");
    }

    @Test
    void whatBefellTheSessionIsAddedToTheConditionsAtItsEnd() throws IOException {
        Files.createDirectories(run);
        listener.runStarted(run, RunBodies.on("lmstudio", null));
        Path environment = allureResults.resolve("environment.properties");
        String atTheStart = Files.readString(environment);

        new RunFixture().start().end("completed").writeTo(run);
        listener.runFinished(run);
        assertThat(environment).hasContent(atTheStart);

        new RunFixture()
                .start()
                .end("completed", List.of("swap_grew", "thermal"))
                .writeTo(run);
        listener.runFinished(run);
        assertThat(environment).hasContent(atTheStart + "machine_flags=swap_grew, thermal\n");

        new RunFixture().start().end("interrupted", List.of("low_memory")).writeTo(run);
        listener.runInterrupted(run);
        assertThat(environment).content().contains("machine_flags=low_memory\n");
    }

    @Test
    void theEnginesAreAddedAtTheEndBecauseNobodyKnowsThemBefore() throws IOException {
        Files.createDirectories(run);
        listener.runStarted(run, RunBodies.on("lmstudio", null));
        Path environment = allureResults.resolve("environment.properties");
        String atTheStart = Files.readString(environment);

        new RunFixture()
                .start()
                .engine("mlx", "mlx-llm", "1.2.0")
                .engine("gguf", "llama.cpp", "1.52.0")
                .engine("gguf", "llama.cpp", "1.52.0")
                .end("completed")
                .writeTo(run);
        listener.runFinished(run);

        assertThat(environment)
                .content()
                .startsWith(atTheStart)
                .contains("engine_gguf=llama.cpp 1.52.0\nengine_mlx=mlx-llm 1.2.0\n");
    }

    @Test
    void aCellIsShownWithStepsFiguresAndItsTimeline() throws IOException {
        MatrixFixture.evidenceOf(
                CellFixture.evidence(
                        CellFixture.load(1.9, null), CellFixture.generation("measured", "short", 250.0, 45.25, null)),
                "{\"session\":1,\"t_ns\":0,\"committed_bytes\":1000000000}\n");
        JsonNode cell;
        try {
            cell = cell("passes · baseline (gguf) · round 1");
        } finally {
            MatrixFixture.evidenceOf(null, "");
        }

        assertThat(cell.get("steps"))
                .extracting(step -> text(step, "name"))
                .containsExactly(
                        "baseline before the load",
                        "load via rest, shared by the scenarios of this round: 1.90 s",
                        "measured 1 · short: TTFT 250 ms, 45.3 tokens/s, 64 tokens");
        assertThat(cell.get("steps").get(2).get("steps"))
                .extracting(step -> text(step, "name"))
                .containsExactly("prefill: 250 ms", "decode: 1750 ms");
        assertThat(cell.get("attachments"))
                .extracting(each -> text(each, "name"), each -> text(each, "type"))
                .containsExactly(
                        tuple("figures", "text/csv"),
                        tuple("timeline", "image/svg+xml"),
                        tuple("records", "application/x-ndjson"),
                        tuple("samples", "application/x-ndjson"));
    }

    @Test
    void whatFailsOrIsSkippedHasACategoryOfOurs() throws IOException {
        List<JsonNode> results = runMatrix();

        assertThat(cells(results))
                .extracting(cell -> text(cell, "status"), cell -> Categories.of(
                                text(cell, "status"),
                                text(cell.path("statusDetails"), "message"),
                                text(cell.path("statusDetails"), "trace"))
                        .orElse("none"))
                .containsOnly(
                        tuple("passed", "none"),
                        tuple("failed", "A scenario's own check failed"),
                        tuple("skipped", "Incomplete"));
        assertThat(allureResults.resolve("categories.json")).exists();
    }

    @Test
    void theEvidenceIsAttachedAndThere() throws IOException {
        JsonNode attachments = cell("passes · baseline (gguf) · round 1").get("attachments");

        assertThat(attachments)
                .extracting(each -> text(each, "name"), each -> text(each, "type"))
                .containsExactly(tuple("records", "application/x-ndjson"), tuple("samples", "application/x-ndjson"));
        assertThat(text(attachments.get(0), "source")).endsWith(".jsonl");
        assertThat(allureResults.resolve(text(attachments.get(0), "source")))
                .hasContent("{\"of\":\"passes baseline 1\"}");
        assertThat(allureResults.resolve(text(attachments.get(1), "source"))).hasContent("{\"t_ns\":1}");
    }

    @Test
    void cellsThatFailOrAreAbortedAreShownAlike() throws IOException {
        List<JsonNode> results = runMatrix();

        assertThat(cells(results))
                .extracting(cell -> label(cell, "suite").get(0), cell -> text(cell, "status"))
                .containsOnly(tuple("passes", "passed"), tuple("fails", "failed"), tuple("aborts", "skipped"));
        JsonNode aborted = named(results, "aborts · baseline (gguf) · round 1");
        assertThat(text(aborted.get("statusDetails"), "message")).isEqualTo("model did not load: too big");
        assertThat(aborted.get("attachments"))
                .extracting(each -> text(each, "name"))
                .containsExactly("records");
    }

    @Test
    void aTestSkippedByAConditionHasNoCellButHarmsNothing() throws IOException {
        List<JsonNode> results = runMatrix();

        assertThat(results).hasSize(16);
        assertThat(results)
                .filteredOn(result -> label(result, "parentSuite").isEmpty())
                .hasSize(4)
                .allSatisfy(result -> assertThat(text(result, "status")).isEqualTo("skipped"));
    }

    @Test
    void withoutARunningTestNothingIsThrownOrWritten() {
        assertThatCode(() -> listener.cellFinished(MatrixFixture.cell("passes", "baseline", "gguf", 1), evidence()))
                .doesNotThrowAnyException();
        assertThat(allureResults).doesNotExist();
    }

    @Test
    void anEarlierRunIsMovedAwayAndItsFolderSaysWhen() throws IOException {
        leaveEarlierResult();
        listener.runStarted(run, RunBodies.on("lmstudio", null));

        assertThat(allureResults.resolve("x-result.json")).doesNotExist();
        assertThat(run.resolveSibling("allure-earlier/20261120-100005/x-result.json"))
                .hasContent("{}");
        assertThat(EnvironmentFile.runId(allureResults)).isEqualTo("20261120-100001");
    }

    @Test
    void aResumedRunKeepsItsResults() throws IOException {
        leaveEarlierResult();
        EnvironmentFile.write(allureResults, "20261120-100001", 1, RunBodies.on("lmstudio", null));
        listener.runStarted(run, RunBodies.on("lmstudio", null));

        assertThat(allureResults.resolve("x-result.json")).exists();
    }

    @Test
    void aFolderThatCannotBeWrittenIsNoReasonToThrow(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        AllureRunListener blocked = new AllureRunListener(
                lifecycle, file.resolve("allure"), SESSION_START, Clock.systemUTC(), new ExecutorFile(Map.of()));

        assertThatCode(() -> blocked.runStarted(run, RunBodies.on("lmstudio", null)))
                .doesNotThrowAnyException();
    }

    @Test
    void itIsFoundAsAService() {
        assertThat(StreamSupport.stream(ServiceLoader.load(RunListener.class).spliterator(), false))
                .hasAtLeastOneElementOfType(AllureRunListener.class);
    }

    private void leaveEarlierResult() throws IOException {
        Files.createDirectories(allureResults);
        Path earlier = Files.writeString(allureResults.resolve("x-result.json"), "{}");
        Files.setLastModifiedTime(earlier, FileTime.from(SESSION_START.minusSeconds(60)));
    }

    private JsonNode cell(String name) throws IOException {
        return named(runMatrix(), name);
    }

    private List<JsonNode> runMatrix() throws IOException {
        listener.runStarted(run, RunBodies.on("simulated", null));
        MatrixFixture.listenWith(listener);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(MatrixFixture.class))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .configurationParameter(MatrixFixture.RUN_PARAMETER, "true")
                .build();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .addTestExecutionListeners(new AllureJunitPlatform(lifecycle))
                        .build())
                .execute(request);
        return results();
    }

    private List<JsonNode> results() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> results = new ArrayList<>();
        try (Stream<Path> files = Files.list(allureResults)) {
            for (Path file : files.filter(each -> each.toString().endsWith("-result.json"))
                    .toList()) {
                results.add(mapper.readTree(file.toFile()));
            }
        }
        return results;
    }

    private static List<JsonNode> cells(List<JsonNode> results) {
        return results.stream()
                .filter(result -> !label(result, "parentSuite").isEmpty())
                .toList();
    }

    private static JsonNode named(List<JsonNode> results, String name) {
        return results.stream()
                .filter(result -> text(result, "name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> label(JsonNode result, String name) {
        List<String> values = new ArrayList<>();
        for (JsonNode label : result.get("labels")) {
            if (text(label, "name").equals(name)) {
                values.add(text(label, "value"));
            }
        }
        return values;
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asText();
    }

    private static CellEvidence evidence() {
        return new CellEvidence("{}\n", "{}\n");
    }
}
