package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.mlxgguf.embedded.process.JavaCommand;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.CellKey;
import io.github.mlxgguf.record.CellValidity;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.SchemaValidator;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.trace.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** A run in a process of its own that is killed, resumed, resumed again, and shown without being run. */
@Timeout(180)
class ResumeAfterKillTest {
    private static final long WAIT_SECONDS = 60;
    private static final String HOLD = "test.hold";

    private final List<Process> started = new ArrayList<>();
    private Path folder;
    private Path results;

    @BeforeEach
    void writeConfig(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        results = folder.resolve("results");
        Files.writeString(folder.resolve("config.yaml"), """
                pairs:
                  - name: Llama 3.2 1B
                    architecture: dense
                    gguf: {model: llama-3.2-1b-instruct@q8_0, quantization: Q8_0}
                    mlx: {model: llama-3.2-1b-instruct-mlx, quantization: 8bit}
                discover: {enabled: false}
                run: {rounds: 3, warmup: 1, iterations: 2, cooldown: 0s, max_output_tokens: 40}
                scenarios:
                  cold-start: {idle: 1s, baseline: 1s}
                """);
    }

    @AfterEach
    void leaveNobodyBehind() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @Test
    void aKilledRunGoesOnWhereItWasAndRepeatsNothingThatIsValid() throws Exception {
        killInTheMiddle();
        RunData killed = RunReader.read(results.resolve("run-1"));
        assertThat(killed.end()).isEmpty();
        assertThat(killed.validCells()).hasSize(3);
        Files.delete(results.resolve("latest"));

        Process resumed = fork("resumed", "-Dbench.resume=run-1");
        assertThat(resumed.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(folder.resolve("resumed"));
        assertThat(resumed.exitValue()).as(said).isZero();
        assertThat(said)
                .contains("Session 2 of run run-1: 3 of 4 cells have a valid result, 1 are left")
                .contains("skipped: done in session 1 of this run")
                .contains("cell 1 of 1 ");

        RunData data = RunReader.read(results.resolve("latest"));
        List<CellKey> valid = data.bodies(ScenarioBody.class).stream()
                .filter(CellValidity::isValid)
                .map(CellKey::of)
                .toList();
        assertThat(valid)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(data.run().orElseThrow().plan().stream()
                        .map(CellKey::of)
                        .toList());
        assertThat(sessions(data, LoadBody.class))
                .as("the baseline is not loaded again")
                .containsExactly(1, 1, 2);
        assertThat(data.bodies(LoadBody.class)).extracting(LoadBody::variant).endsWith("candidate");
        assertThat(data.bodies(LoadBody.class)).extracting(LoadBody::firstLoad).containsOnly(true);
        assertThat(sessions(data, ScenarioBody.class)).containsExactly(1, 1, 1, 2);
        assertThat(measured(data, "superseded"))
                .as("one of two was made when the run was killed")
                .hasSize(1);
        assertThat(measured(data, null))
                .extracting(GenerationBody::variant)
                .containsExactly("baseline", "baseline", "candidate", "candidate");
        assertThat(measured(data, null).get(2).prompt())
                .as("the prompts stay the same")
                .isEqualTo(measured(data, "superseded").get(0).prompt())
                .isEqualTo(measured(data, null).get(0).prompt());
        assertThat(data.bodies(SessionBody.class))
                .extracting(SessionBody::resumedFrom)
                .containsExactly(null, "run-1");
        assertThat(SchemaValidator.validateFile(results.resolve("run-1/records.jsonl")))
                .isEmpty();
        assertThat(SchemaValidator.validateFile(results.resolve("run-1/samples.jsonl")))
                .isEmpty();
        assertThat(Files.readString(results.resolve("run-1/report.md")))
                .contains("Sessions")
                .contains("2: begun ");

        nothingIsLeftToDo(data);
    }

    private void nothingIsLeftToDo(RunData before) throws Exception {
        Files.delete(results.resolve("run-1/report.md"));

        Process again = fork("again", "-Dbench.resume=latest");

        assertThat(again.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("again")))
                .contains(
                        "Nothing is left to do: all 4 cells of run run-1 have a valid result. Its report is made anew: ")
                .contains("skipped: nothing is left to do in run run-1");
        assertThat(again.exitValue()).isZero();
        assertThat(RunReader.read(results.resolve("run-1")).entries()).isEqualTo(before.entries());
        assertThat(results.resolve("run-1/report.md")).exists();
    }

    @Test
    void anotherExperimentIsRefusedAndADryRunWritesNothing() throws Exception {
        killInTheMiddle();
        List<String> records = Files.readAllLines(results.resolve("run-1/records.jsonl"));

        Process other = fork("other", "-Dbench.resume=run-1", "-Dbench.formats=gguf");
        Process dry = fork("dry", "-Dbench.dryRun=true", "-Dbench.server=simulated", "-Dbench.config=" + config());

        assertThat(other.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("other")))
                .contains("The benchmark cannot start: run 'run-1' cannot go on, because this would be another"
                        + " experiment:\n  cells: 2 of the run's are not planned now (Llama 3.2 1B · candidate ·"
                        + " cold-start · round 1, …). The run was for -Dbench.pairs='Llama 3.2 1B'"
                        + " -Dbench.formats=gguf,mlx -Dbench.scenarios=cold-start,simple-generation; choose the same, or"
                        + " leave these options out.\n  Or start a new run without -Dbench.resume.");
        assertThat(dry.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(dry.exitValue()).isZero();
        assertThat(Files.readString(folder.resolve("dry")))
                .contains("Dry run: 12 cells on 6 loads, by " + config() + " on the simulated server at ")
                .contains("  MLX 8bit: llama-3.2-1b-instruct-mlx, 3 MB\n    cold-start: rounds 1, 2, 3\n")
                .contains("Time: about 0:0")
                .contains("skipped: dry run: nothing is measured");
        assertThat(Files.readAllLines(results.resolve("run-1/records.jsonl"))).isEqualTo(records);
        try (var names = Files.list(results)) {
            assertThat(names.map(name -> name.getFileName().toString())).containsExactlyInAnyOrder("latest", "run-1");
        }
        assertThat(dry.descendants()).isEmpty();
    }

    /** One round: the baseline has its two cells, the candidate its first, and one of two generations of its second. */
    private void killInTheMiddle() throws Exception {
        Process first = fork(
                "first",
                "-Dbench.runId=run-1",
                "-Dbench.quick=true",
                "-Dbench.server=simulated",
                "-Dbench.config=" + config(),
                "-D" + HOLD + "=true");
        Path run = results.resolve("run-1");
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!isInTheMiddle(run)) {
            boolean ended = first.waitFor(20, TimeUnit.MILLISECONDS);
            assertThat(ended || System.nanoTime() > deadline)
                    .as(() -> said("first"))
                    .isFalse();
        }
        List<ProcessHandle> descendants = first.descendants().toList();
        first.destroyForcibly().waitFor();
        for (ProcessHandle descendant : descendants) {
            descendant.onExit().get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static boolean isInTheMiddle(Path run) throws IOException {
        return Files.exists(run.resolve("records.jsonl"))
                && RunReader.read(run).bodies(GenerationBody.class).stream()
                        .anyMatch(generation -> generation.variant().equals("candidate")
                                && generation.role().equals("measured"));
    }

    private Process fork(String name, String... options) throws IOException {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.add("-Dbench.results=" + results);
        all.add("-Dallure.results.directory=" + folder.resolve("allure"));
        Process process = new JavaCommand(Fork.class)
                .options(all.toArray(String[]::new))
                .with(List.of())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name).toFile())
                .start();
        started.add(process);
        return process;
    }

    private String config() {
        return folder.resolve("config.yaml").toString();
    }

    private String said(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static List<Integer> sessions(RunData data, Class<? extends Body> type) {
        return data.of(type).stream().map(entry -> entry.envelope().session()).toList();
    }

    /** Measured generations with a flag, or without the flag superseded. */
    private static List<GenerationBody> measured(RunData data, @Nullable String flag) {
        return data.bodies(GenerationBody.class).stream()
                .filter(generation -> generation.role().equals("measured"))
                .filter(generation -> flag == null
                        ? !generation.flags().contains("superseded")
                        : generation.flags().contains(flag))
                .toList();
    }

    /** Runs the matrix as an IDE would; ends with the number of failures. */
    static final class Fork {
        private Fork() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] args) {
            Locale.setDefault(Locale.ROOT);
            List<String> failures = new ArrayList<>();
            MatrixLaunch.execute(
                    new TestExecutionListener() {
                        @Override
                        public void executionSkipped(TestIdentifier test, String reason) {
                            System.out.println("skipped: " + reason);
                        }

                        @Override
                        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                            result.getThrowable().ifPresent(thrown -> failures.add(thrown.toString()));
                        }
                    },
                    selectClass(MatrixTestCase.class));
            failures.forEach(failure -> System.out.println("failed: " + failure));
            System.exit(Math.min(failures.size(), 1));
        }
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
            void generates(Cell cell) throws InterruptedException {
                cell.warmUp();
                for (int iteration = 1; iteration <= cell.config().run().iterations(); iteration++) {
                    cell.measure(StandardPrompts.ENTANGLEMENT, iteration);
                    if (Boolean.getBoolean(HOLD) && load.side() == Side.CANDIDATE) {
                        new CountDownLatch(1).await();
                    }
                }
            }
        }
    }
}
