package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lays earlier runs by hand and looks at the history that the next run begins with. */
class HistoryFilesTest {
    private Path allureResults;
    private Path earlier;
    private AllureRunListener listener;

    @BeforeEach
    void makeListener(@TempDir Path folder) {
        allureResults = folder.resolve("allure-results");
        earlier = folder.resolve("results/allure-earlier");
        listener = new AllureRunListener(
                new AllureLifecycle(new FileSystemResultsWriter(allureResults)),
                allureResults,
                Instant.EPOCH,
                Clock.systemUTC(),
                new ExecutorFile(Map.of()));
    }

    @Test
    void theFirstRunHasAnEmptyHistory() throws IOException {
        start("r9");

        assertThat(history("history.json")).hasContent("{}");
        assertThat(history("history-trend.json")).hasContent("[]");
        assertThat(history("duration-trend.json")).hasContent("[]");
        assertThat(history("retry-trend.json")).hasContent("[]");
        assertThat(history("categories-trend.json")).hasContent("[]");
        assertThat(properties().getProperty("run_number")).isEqualTo("1");
    }

    @Test
    void earlierRunsAreThereTheNewestFirst() throws IOException {
        run("20261101-100000", "r1", 1, "simulated");
        result("20261101-100000", "a", "h1", "passed", 1000, 3000);
        result("20261101-100000", "b", "h2", "skipped", 3000, 3500);
        run("20261102-100000", "r2", 2, "simulated");
        result("20261102-100000", "c", "h1", "broken", 9000, 9500);
        start("r9");

        assertThat(history("history-trend.json"))
                .hasContent("[{\"buildOrder\":2,\"reportName\":\"r2\",\"data\":"
                        + "{\"failed\":0,\"broken\":1,\"skipped\":0,\"passed\":0,\"unknown\":0,\"total\":1}},"
                        + "{\"buildOrder\":1,\"reportName\":\"r1\",\"data\":"
                        + "{\"failed\":0,\"broken\":0,\"skipped\":1,\"passed\":1,\"unknown\":0,\"total\":2}}]");
        assertThat(history("duration-trend.json"))
                .hasContent("[{\"buildOrder\":2,\"reportName\":\"r2\",\"data\":{\"duration\":500}},"
                        + "{\"buildOrder\":1,\"reportName\":\"r1\",\"data\":{\"duration\":2500}}]");
        assertThat(history("retry-trend.json"))
                .hasContent("[{\"buildOrder\":2,\"reportName\":\"r2\",\"data\":{\"run\":1,\"retry\":0}},"
                        + "{\"buildOrder\":1,\"reportName\":\"r1\",\"data\":{\"run\":2,\"retry\":0}}]");
        assertThat(history("categories-trend.json"))
                .hasContent("[{\"buildOrder\":2,\"reportName\":\"r2\",\"data\":{\"Timeout\":1}},"
                        + "{\"buildOrder\":1,\"reportName\":\"r1\",\"data\":{\"Incomplete\":1}}]");
        assertThat(history("history.json"))
                .hasContent("{\"h1\":{\"statistic\":"
                        + "{\"failed\":0,\"broken\":1,\"skipped\":0,\"passed\":1,\"unknown\":0,\"total\":2},"
                        + "\"items\":[{\"uid\":\"c\",\"status\":\"broken\",\"statusDetails\":\"incomplete: c\","
                        + "\"time\":{\"start\":9000,\"stop\":9500,\"duration\":500}},"
                        + "{\"uid\":\"a\",\"status\":\"passed\",\"statusDetails\":\"incomplete: a\","
                        + "\"time\":{\"start\":1000,\"stop\":3000,\"duration\":2000}}]},"
                        + "\"h2\":{\"statistic\":"
                        + "{\"failed\":0,\"broken\":0,\"skipped\":1,\"passed\":0,\"unknown\":0,\"total\":1},"
                        + "\"items\":[{\"uid\":\"b\",\"status\":\"skipped\",\"statusDetails\":\"incomplete: b\","
                        + "\"time\":{\"start\":3000,\"stop\":3500,\"duration\":500}}]}}");
        assertThat(properties().getProperty("run_number")).isEqualTo("3");
    }

    @Test
    void anotherKindOfServerHasAnotherTrendButTheNumbersGoOn() throws IOException {
        run("20261101-100000", "r1", 7, "embedded");
        result("20261101-100000", "a", "h1", "passed", 1000, 3000);
        start("r9");

        assertThat(history("history-trend.json")).hasContent("[]");
        assertThat(properties().getProperty("run_number")).isEqualTo("8");
        assertThat(json(allureResults.resolve("executor.json"))
                        .path("buildOrder")
                        .asLong())
                .isEqualTo(8);
    }

    @Test
    void aDamagedFileCostsOnlyItself() throws IOException {
        run("20261101-100000", "r1", 1, "simulated");
        result("20261101-100000", "a", "h1", "passed", 1000, 3000);
        Files.writeString(earlier.resolve("20261101-100000/b-result.json"), "{\"uuid\":\"b\",\"hist");
        Files.writeString(earlier.resolve("20261101-100000/c-result.json"), "[]");
        Files.createDirectories(earlier.resolve("20261102-100000"));
        Files.write(
                earlier.resolve("20261102-100000/environment.properties"),
                new byte[] {'r', 'u', 'n', '=', '\\', 'u', '0', 'x'});
        start("r9");

        assertThat(json(allureResults.resolve("history/history-trend.json"))).hasSize(1);
        assertThat(json(allureResults.resolve("history/history.json"))).hasSize(1);
    }

    @Test
    void aRunThatWasResumedIsOnePointAndItsOwnEarlierSessionsAreNone() throws IOException {
        run("20261101-100000", "r1", 1, "simulated");
        result("20261101-100000", "a", "h1", "broken", 1000, 3000);
        run("20261102-100000", "r9", 2, "simulated");
        result("20261102-100000", "b", "h1", "passed", 4000, 5000);
        run("20261103-100000", "r1", 1, "simulated");
        result("20261103-100000", "c", "h1", "passed", 6000, 7000);
        start("r9");

        assertThat(history("history-trend.json"))
                .hasContent("[{\"buildOrder\":1,\"reportName\":\"r1\",\"data\":"
                        + "{\"failed\":0,\"broken\":0,\"skipped\":0,\"passed\":1,\"unknown\":0,\"total\":1}}]");
        assertThat(history("retry-trend.json"))
                .hasContent("[{\"buildOrder\":1,\"reportName\":\"r1\",\"data\":{\"run\":1,\"retry\":1}}]");
        assertThat(history("duration-trend.json"))
                .hasContent("[{\"buildOrder\":1,\"reportName\":\"r1\",\"data\":{\"duration\":3000}}]");
        assertThat(properties().getProperty("run_number")).isEqualTo("2");
    }

    @Test
    void ofManyRunsTheNewestAreThereAndOldHistoryIsReplaced() throws IOException {
        for (int i = 1; i <= 40; i++) {
            String folder = "202610" + (10 + i / 24) + "-" + (10 + i % 24) + "0000";
            run(folder, "r" + (100 + i), i, "simulated");
            result(folder, "u" + i, "h1", "passed", i * 1000L, i * 1000L + 500);
        }
        Files.createDirectories(allureResults.resolve("history"));
        Files.writeString(allureResults.resolve("history/history-trend.json"), "old");
        start("r9");

        JsonNode trend = json(allureResults.resolve("history/history-trend.json"));
        assertThat(trend).hasSize(19);
        assertThat(trend.get(0).path("buildOrder").asInt()).isEqualTo(40);
        assertThat(trend.get(18).path("buildOrder").asInt()).isEqualTo(22);
        assertThat(allureResults.resolve("history").toFile().list())
                .containsExactlyInAnyOrder(
                        "history.json",
                        "history-trend.json",
                        "duration-trend.json",
                        "retry-trend.json",
                        "categories-trend.json");
    }

    @Test
    void aResumedRunKeepsItsNumber() throws IOException {
        run("20261101-100000", "r1", 5, "simulated");
        start("r9");
        start("r9");

        assertThat(properties().getProperty("run_number")).isEqualTo("6");
    }

    private void start(String runId) {
        listener.runStarted(earlier.resolveSibling(runId), RunBodies.on("simulated", null));
    }

    private void run(String folder, String runId, long number, String server) throws IOException {
        EnvironmentFile.write(earlier.resolve(folder), runId, number, RunBodies.on(server, null));
    }

    private void result(String folder, String uuid, String historyId, String status, long startMs, long stopMs)
            throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode result = mapper.createObjectNode()
                .put("uuid", uuid)
                .put("historyId", historyId)
                .put("status", status)
                .put("start", startMs)
                .put("stop", stopMs)
                .set(
                        "statusDetails",
                        mapper.createObjectNode()
                                .put("message", "incomplete: " + uuid)
                                .put("trace", "io.github.mlxgguf.server.ServerFailure$TimedOut: x\n\tat y"));
        Files.writeString(earlier.resolve(folder).resolve(uuid + "-result.json"), result.toString());
    }

    private Path history(String name) {
        return allureResults.resolve("history").resolve(name);
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private Properties properties() {
        Properties properties = EnvironmentFile.read(allureResults);
        return Objects.requireNonNull(properties, "no environment.properties");
    }
}
