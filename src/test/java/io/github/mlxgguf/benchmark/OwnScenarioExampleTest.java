package io.github.mlxgguf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.junit.MatrixLaunch;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.ScenarioBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * "A scenario of your own" in {@code TESTING.md}, taken at its word: its class, its line in the shipped {@code ModelBenchmark} and its
 * block in the config are compiled and run.
 */
class OwnScenarioExampleTest {
    private static final OwnScenarioExample EXAMPLE = OwnScenarioExample.fromHandbook();

    @TempDir
    Path folder;

    private MatrixLaunch launch;

    @BeforeEach
    void configure() {
        launch = MatrixLaunch.into(folder).set("bench.server", "simulated");
    }

    @AfterEach
    void restore() {
        launch.close();
    }

    @Test
    void oneClassOneLineAndOneBlockAreAScenario() throws Exception {
        config(EXAMPLE.block() + "  concurrency: {requests: 2}\n");
        launch.set("bench.scenarios", "first-words, concurrency");

        launch.run(selectClass(EXAMPLE.compiled(folder.resolve("classes"), EXAMPLE.line())));

        assertThat(launch.failures()).isEmpty();
        RunData data = RunReader.read(folder.resolve("results/latest"));
        assertThat(data.problems()).isEmpty();
        assertThat(data.bodies(ScenarioBody.class))
                .extracting(cell -> cell.format() + " " + cell.scenario() + " " + cell.outcome())
                .as("what needs a load of its own comes last, though the line bears a higher number")
                .containsExactly(
                        "gguf first-words passed",
                        "gguf concurrency passed",
                        "mlx first-words passed",
                        "mlx concurrency passed");
        int requests = ConfigLoader.load(EXAMPLE.block(), "the block", Map.of())
                .scenarios()
                .custom(new ScenarioId("first-words"))
                .wholeNumber("requests", 1);
        assertThat(requests).as("the block says something else than the class").isNotEqualTo(3);
        assertThat(data.bodies(GenerationBody.class))
                .filteredOn(generation -> generation.role().equals("measured")
                        && generation.scenario().equals("first-words"))
                .hasSize(2 * requests);
        assertThat(folder.resolve("results/latest/report.md")).content().contains("first-words");
    }

    @Test
    void aBlockThatNoClassPlaysIsRefused() throws Exception {
        Path file = config(EXAMPLE.block());

        launch.run(selectClass(Class.forName("io.github.mlxgguf.benchmark.ModelBenchmark")));

        refused(file + ":10:16: scenarios.first-words: no class plays this scenario; allowed: cold-start,"
                + " simple-generation, context-stress, leak-detection, moe, concurrency. Nest a class with"
                + " @Scenario(\"first-words\") in ModelBenchmark, or leave the block out.");
    }

    @Test
    void aKeyThatTheClassDoesNotKnowIsRefused() throws Exception {
        Path file = config(EXAMPLE.block().replace("requests:", "request:"));

        launch.run(selectClass(EXAMPLE.compiled(folder.resolve("classes"), EXAMPLE.line())));

        refused(file + ":10:16: scenarios.first-words.request: unknown key; allowed: enabled, rounds, requests. Did you"
                + " mean \"requests\"?");
    }

    @Test
    void aSlipInTheNameOfOneOfTheSixIsNoScenarioOfYourOwn() throws Exception {
        Path file = config("scenarios:\n  simple-generaton: {enabled: false}\n");

        launch.run(selectClass(Class.forName("io.github.mlxgguf.benchmark.ModelBenchmark")));

        refused(file + ":10:3: scenarios.simple-generaton: unknown key; allowed: cold-start, simple-generation,"
                + " context-stress, leak-detection, moe, concurrency. Did you mean \"simple-generation\"?");
    }

    @Test
    void twoClassesOfOneIdAreRefused() throws Exception {
        config(EXAMPLE.block());
        String second = EXAMPLE.line() + EXAMPLE.line().replace("class FirstWords ", "class FirstWordsAgain ");

        launch.run(selectClass(EXAMPLE.compiled(folder.resolve("classes"), second)));

        assertThat(launch.failures())
                .containsExactly(
                        "The benchmark cannot start: @Scenario(\"first-words\"): found on two classes of ModelBenchmark;"
                                + " allowed: an id of its own for each.");
    }

    private void refused(String problem) {
        assertThat(launch.failures())
                .containsExactly("The benchmark cannot start: The configuration cannot be used (1 problem); nothing was"
                        + " started:\n  " + problem);
        assertThat(launch.tests()).isEmpty();
        assertThat(folder.resolve("results")).doesNotExist();
    }

    private Path config(String scenarios) throws IOException {
        Path file = Files.writeString(
                folder.resolve("config.yaml"),
                """
                pairs:
                  - name: Llama 3.2 1B
                    architecture: dense
                    gguf: {model: llama-3.2-1b-instruct@q8_0, quantization: Q8_0}
                    mlx: {model: llama-3.2-1b-instruct-mlx, quantization: 8bit}
                discover: {enabled: false}
                run: {rounds: 1, warmup: 1, cooldown: 0s, max_output_tokens: 40}
                """ + scenarios.replaceFirst("scenarios:\n", "scenarios:\n  cold-start: {idle: 1s, baseline: 1s}\n"));
        launch.set("bench.config", file.toString());
        return file;
    }
}
