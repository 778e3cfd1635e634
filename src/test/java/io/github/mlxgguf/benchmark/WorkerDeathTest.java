package io.github.mlxgguf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.benchmark.PlainResults.Stretch;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.junit.Cell;
import io.github.mlxgguf.junit.MatrixLaunch;
import io.github.mlxgguf.junit.ModelMatrix;
import io.github.mlxgguf.junit.Scenario;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** A worker that is killed from outside, and what the results folder says of it. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class WorkerDeathTest {
    private static final String KILLED_IN = "test.killedIn";
    private static final int SHORT = 10;

    /** Ten seconds of an answer. */
    private static final int LONG = 200;

    private static final String SCRIPT = """
            models:
              - key: victim@q8_0
                format: gguf
                quantization: Q8_0
                size_bytes: 20000000
                resident_bytes: 20000000
                speed: {load_seconds: 0.1, prefill_tokens_per_second: 2000, decode_tokens_per_second: 20}
              - key: survivor-mlx
                format: mlx
                quantization: 8bit
                size_bytes: 20000000
                resident_bytes: 20000000
                speed: {load_seconds: 0.1, prefill_tokens_per_second: 2000, decode_tokens_per_second: 20}
            """;

    private static final String CONFIG = """
            pairs:
              - name: Death
                architecture: dense
                gguf: {model: victim@q8_0, quantization: Q8_0}
                mlx: {model: survivor-mlx, quantization: 8bit}
            discover: {enabled: false}
            load: {context_length: 4096}
            run: {rounds: 1, warmup: 1, iterations: 1, cooldown: 0s, max_output_tokens: 10}
            scenarios:
              cold-start: {baseline: 1s}
            """;

    @TempDir
    Path folder;

    @Test
    void aDeathInAnAnswerBreaksTheCellAndSkipsTheRestAndTheNextBuildLoads() throws IOException {
        PlainResults results = play("simple-generation");

        assertThat(outcomes(results))
                .containsExactly(
                        tuple("gguf", "cold-start", "passed", ""),
                        tuple("gguf", "simple-generation", "broken", "worker_died"),
                        tuple("gguf", "leak-detection", "skipped", ""),
                        tuple("mlx", "cold-start", "passed", ""),
                        tuple("mlx", "simple-generation", "passed", ""),
                        tuple("mlx", "leak-detection", "passed", ""));
        assertThat(results.cell("leak-detection", "gguf").get("reason").asText())
                .isEqualTo("the model's worker died in an earlier scenario of this load");
        assertThat(results.generations("simple-generation", "gguf", "measured"))
                .singleElement()
                .satisfies(generation ->
                        assertThat(generation.at("/failure/kind").asText()).isEqualTo("worker_died"));
        long death = results.cell("simple-generation", "gguf").get("end_ns").longValue();
        workerIsGoneFrom(death, results);
        isMarked(results);
    }

    /** The server loads the model again inside the next request, as LM Studio does; that is no answer of the load on record. */
    @Test
    void aDeathWhileNobodyAsksIsSeenAtOnceAndBreaksTheNextCell() throws IOException {
        PlainResults results = play("cold-start");

        assertThat(outcomes(results))
                .containsExactly(
                        tuple("gguf", "cold-start", "passed", ""),
                        tuple("gguf", "simple-generation", "broken", "wrong_model"),
                        tuple("gguf", "leak-detection", "skipped", ""),
                        tuple("mlx", "cold-start", "passed", ""),
                        tuple("mlx", "simple-generation", "passed", ""),
                        tuple("mlx", "leak-detection", "passed", ""));
        assertThat(results.cell("simple-generation", "gguf")
                        .at("/failure/message")
                        .asText())
                .startsWith("Expected victim@q8_0 to stay in memory, found that the server at ");
        assertThat(results.generations("simple-generation", "gguf", "measured")).isEmpty();
        JsonNode idle = PlainResults.phase(results.cell("cold-start", "gguf").get("memory"), "idle");
        assertThat(results.samplesIn(List.of(Stretch.of(idle))).stream().skip(1)) // the first may have been read before
                .isNotEmpty()
                .allMatch(WorkerDeathTest::isWithoutWorker);
        assertThat(PlainResults.recorded(idle))
                .as("memory of the machine is known, that of a worker is not")
                .containsKey("committed_bytes");
        isMarked(results);
    }

    /** From its death on no sample names the worker or gives its memory, until the next one is there. */
    private static void workerIsGoneFrom(long deathNs, PlainResults results) {
        JsonNode first = results.record("load", "gguf");
        JsonNode second = results.record("load", "mlx");
        assertThat(results.samplesIn(List.of(Stretch.of(first.get("memory_after")))))
                .isNotEmpty()
                .allMatch(sample -> sample.get("worker_pid").longValue()
                        == first.get("worker_pid").longValue());
        assertThat(results.samplesIn(
                        List.of(new Stretch(deathNs, second.get("start_ns").longValue()))))
                .isNotEmpty()
                .allMatch(WorkerDeathTest::isWithoutWorker);
        assertThat(results.samplesIn(List.of(Stretch.of(second.get("memory_after")))))
                .isNotEmpty()
                .allMatch(sample -> sample.get("worker_pid").longValue()
                        == second.get("worker_pid").longValue());
    }

    /** The death is marked once, and is the first one's. */
    private static void isMarked(PlainResults results) {
        assertThat(results.records("anomaly", null))
                .filteredOn(anomaly -> anomaly.get("anomaly").asText().equals("worker_restarted"))
                .singleElement()
                .satisfies(anomaly -> {
                    assertThat(anomaly.get("format").asText()).isEqualTo("gguf");
                    assertThat(anomaly.get("value").longValue())
                            .isEqualTo(results.record("load", "gguf")
                                    .get("worker_pid")
                                    .longValue());
                });
    }

    private static boolean isWithoutWorker(JsonNode sample) {
        return sample.get("worker_pid").isNull()
                && sample.get("worker_anon_bytes").isNull()
                && sample.get("worker_file_bytes").isNull();
    }

    private static List<Tuple> outcomes(PlainResults results) {
        return results.records("scenario", null).stream()
                .map(cell -> tuple(
                        cell.get("format").asText(),
                        cell.get("scenario").asText(),
                        cell.get("outcome").asText(),
                        cell.at("/failure/kind").asText()))
                .toList();
    }

    private PlainResults play(String killedIn) throws IOException {
        try (MatrixLaunch launch = MatrixLaunch.into(folder)) {
            launch.set("bench.server", "simulated")
                    .set("bench.script", write(folder.resolve("script.yaml"), SCRIPT))
                    .set("bench.config", write(folder.resolve("config.yaml"), CONFIG))
                    .set(KILLED_IN, killedIn);

            launch.run(selectClass(MatrixTestCase.class));
        }
        return new PlainResults(folder.resolve("results/latest"));
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }

    /** Ends the worker of the server that this JVM has started, and returns when it is gone. */
    private static void killWorker() {
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("--role llmworker"))
                .forEach(worker -> {
                    worker.destroyForcibly();
                    worker.onExit().join();
                });
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
                if (isKilledIn(ScenarioId.COLD_START)) {
                    killWorker();
                }
                cell.observe(Phase.IDLE, Duration.ofSeconds(1));
            }
        }

        @Nested
        @Order(2)
        @Scenario("simple-generation")
        class Second {
            @Test
            void answers(Cell cell) {
                cell.warmUp();
                boolean killed = isKilledIn(ScenarioId.SIMPLE_GENERATION);
                if (killed) {
                    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(WorkerDeathTest::killWorker);
                }
                try {
                    cell.measure(StandardPrompts.ENTANGLEMENT, 1, killed ? LONG : SHORT);
                } catch (ServerFailure.WorkerDied died) {
                    cell.observe(Phase.AFTER, Duration.ofSeconds(1)); // what is seen of it takes some ticks
                    throw died;
                }
            }
        }

        @Nested
        @Order(3)
        @Scenario("leak-detection")
        class Third {
            @Test
            void answersOnceMore(Cell cell) {
                cell.measure(StandardPrompts.ENTANGLEMENT, 1);
            }
        }

        private boolean isKilledIn(ScenarioId scenario) {
            return load.variant().format() == Format.GGUF && scenario.id().equals(System.getProperty(KILLED_IN));
        }
    }
}
