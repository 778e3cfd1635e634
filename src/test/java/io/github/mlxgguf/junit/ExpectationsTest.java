package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.prompt.StandardPrompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** The shipped expectations class after a matrix, through the launcher as an IDE or Maven uses it. */
class ExpectationsTest {
    private static final DiscoverySelector EXPECTATIONS =
            selectClass("io.github.mlxgguf.benchmark.ExpectationsBenchmark");

    @RegisterExtension
    static final WireMockExtension STUDIO = WireMockExtension.newInstance()
            .options(WireMockConfiguration.wireMockConfig().dynamicPort())
            .build();

    @TempDir
    Path folder;

    private MatrixLaunch launch;
    private final List<String> ended = new ArrayList<>();
    private final Map<String, String> messages = new TreeMap<>();

    @BeforeEach
    void open() {
        launch = MatrixLaunch.into(folder);
    }

    @AfterEach
    void restore() {
        launch.close();
    }

    @Test
    void eachIsATestAfterTheMatrixThatPassesFailsOrAborts() throws Exception {
        configure(
                3,
                "expect: {effective_ratio: '> 1000000', load_ratio: '<= 0.5'}",
                "expect: {ttft_ratio: '< 1000000', effective_ratio: '> 1', prefill_ratio@moe: '> 1'}");

        run(EXPECTATIONS, selectClass(MatrixTestCase.class));

        assertThat(ended.subList(0, 6)).allMatch(test -> test.equals("generates(Cell) SUCCESSFUL"));
        assertThat(ended.subList(6, ended.size()))
                .containsExactly(
                        "Tiny: ttft_ratio < 1000000.0 SUCCESSFUL",
                        "Tiny: prefill_ratio@moe > 1.0 ABORTED",
                        "Tiny: effective_ratio > 1000000.0 FAILED",
                        "Tiny: load_ratio <= 0.5 ABORTED");
        assertThat(messages.get("Tiny: effective_ratio > 1000000.0"))
                .startsWith("Tiny: Violated: effective speed in simple-generation is MLX ")
                .endsWith(" (each 3 values from 3 loads), and none of the interval is > 1000000.0.");
        assertThat(messages.get("Tiny: prefill_ratio@moe > 1.0"))
                .isEqualTo("Tiny: Not measurable: this run has no prefill speed in moe.");
        assertThat(messages.get("Tiny: load_ratio <= 0.5"))
                .startsWith("Tiny: Undecided: repeated load time in cold-start is MLX ")
                .endsWith(
                        " (each 2 values from 2 loads), <= 0.5 was expected, and an interval needs 3 loads of each build: 1 more"
                                + " load needed.");
        assertThat(folder.resolve("results/latest/report.md"))
                .as("a violated expectation leaves the report as it is, and stands in it")
                .content()
                .contains("| effective_ratio &gt; 1000000.0 | violated | Violated: effective speed");
    }

    @Test
    void withoutExpectationsThereIsNoTestAtAll() throws Exception {
        configure(1, "", "");

        run(EXPECTATIONS, selectClass(MatrixTestCase.class));

        assertThat(ended).containsExactly("generates(Cell) SUCCESSFUL", "generates(Cell) SUCCESSFUL");
        assertThat(messages).isEmpty();
    }

    @Test
    void aloneTheyFailAndStartNothing() throws Exception {
        configure(1, "", "expect: {ttft_ratio: '< 2'}");

        run(EXPECTATIONS);

        assertThat(ended).isEmpty();
        assertThat(messages.values())
                .containsExactly(
                        "The benchmark cannot start: Expected a run in this JUnit session, found none: expectations judge"
                                + " what ModelBenchmark has just measured. Run both with mvn verify -Pbenchmark; the report of an"
                                + " earlier run has its own judgements.");
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @Test
    void aRunThatCouldNotStartFailsOnce() throws Exception {
        configure(1, "", "expect: {ttft_ratio: 2}");

        run(EXPECTATIONS, selectClass(MatrixTestCase.class));

        assertThat(ended).isEmpty();
        assertThat(messages)
                .hasSize(2)
                .containsValue("There is no run to judge: it could not start.")
                .anySatisfy(
                        (test, message) -> assertThat(message).contains("expect.ttft_ratio: found \"2\"; allowed: "));
    }

    @Test
    void aDryRunJudgesNothing() throws Exception {
        configure(1, "", "expect: {ttft_ratio: '< 2'}");
        launch.set("bench.dryRun", "true");

        run(EXPECTATIONS, selectClass(MatrixTestCase.class));

        assertThat(ended).isEmpty();
        assertThat(messages)
                .hasSize(1)
                .containsEntry("ExpectationsBenchmark ABORTED", "There is no run to judge: this was a dry run.");
    }

    private void configure(int rounds, String ofThePair, String ofAll) throws IOException {
        StandInStudio.teach(STUDIO);
        Path config = folder.resolve("config.yaml");
        Files.writeString(config, """
                server: {kind: lmstudio, base_url: '%s'}
                pairs:
                  - name: Tiny
                    architecture: dense
                    gguf: {model: tiny, quantization: Q8_0}
                    mlx: {model: tiny-mlx, quantization: 8bit}
                    %s
                discover: {enabled: false}
                run: {rounds: %d, warmup: 0, iterations: 1, cooldown: 0s, max_output_tokens: 40}
                scenarios:
                  cold-start: {baseline: 1s}
                %s
                """.formatted(STUDIO.baseUrl(), ofThePair, rounds, ofAll));
        launch.set("bench.config", config.toString());
    }

    private void run(DiscoverySelector... selectors) {
        MatrixLaunch.execute(
                new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        if (test.isTest()) {
                            ended.add(test.getDisplayName() + " " + result.getStatus());
                        }
                        result.getThrowable()
                                .ifPresent(thrown -> messages.put(
                                        test.getDisplayName() + (test.isTest() ? "" : " " + result.getStatus()),
                                        String.valueOf(thrown.getMessage())));
                    }
                },
                selectors);
    }

    @ModelMatrix
    static class MatrixTestCase {
        @Parameter
        PlannedLoad load;

        @Nested
        @Scenario("simple-generation")
        class Simple {
            @Test
            void generates(Cell cell) {
                cell.measure(StandardPrompts.ENTANGLEMENT, 1);
            }
        }
    }
}
