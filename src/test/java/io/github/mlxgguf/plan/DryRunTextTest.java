package io.github.mlxgguf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.record.CellKey;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DryRunTextTest {
    private static final BenchmarkConfig CONFIG = MatrixFixtures.config("""
            run: {rounds: 2, warmup: 1, iterations: 3, cooldown: 10s, max_output_tokens: 95}
            scenarios:
              cold-start: {idle: 60s, baseline: 10s}
              concurrency: {requests: 5, rounds: 1}
            """);

    private static final PlannedScenario COLD = PlannedScenario.shared(ScenarioId.COLD_START);
    private static final PlannedScenario SIMPLE = PlannedScenario.shared(ScenarioId.SIMPLE_GENERATION);
    private static final PlannedScenario CONCURRENCY =
            new PlannedScenario(ScenarioId.CONCURRENCY, Set.of(), true, Set.of());

    @Test
    void cellsAreNamedByBuildAndAnAbsentOneWithItsCure() {
        assertThat(DryRunText.cells(plan(List.of(model("tiny", Format.GGUF, "Q8_0")))))
                .containsExactly(
                        "Tiny (dense)",
                        "  GGUF Q8_0: tiny, 2.0 GB",
                        "    cold-start: rounds 1, 2",
                        "    simple-generation: rounds 1, 2",
                        "    concurrency: round 1, on a load of its own",
                        "  MLX 8bit: cannot run",
                        "    The MLX build (8bit) was looked for as tiny-mlx; none of these is in the server's list.",
                        "    -> lms get tiny-mlx@8bit --mlx",
                        "    cold-start: rounds 1, 2",
                        "    simple-generation: rounds 1, 2",
                        "    concurrency: round 1, on a load of its own");
    }

    @Test
    void theEstimateSaysWhatItRestsOn() {
        MatrixPlan plan = plan(List.of(model("tiny", Format.GGUF, "Q8_0")));

        // Three loads of 2 GB: cool-downs 2 × 10 s, baselines 3 × 10 s, idle 2 × 60 s; 3 × (5 + 2) s;
        // at 50 tokens/s a generation of 95 tokens and a prompt of 50 takes 2 s: 2 × 4 of them and 5 at once.
        assertThat(DryRunText.estimate(TimeEstimate.of(plan, CONFIG, MeasuredTimes.NONE)))
                .containsExactly(
                        "Time: about 0:03:37, a rough estimate",
                        "  0:02:50 pauses, as the config sets them",
                        "  0:00:21 loads, assuming 1 GB/s and 5 s around each",
                        "  0:00:26 generations, assuming that every token reads all weights at 100 GB/s, at most 100"
                                + " tokens/s, and answers of full length");
    }

    @Test
    void whatAnEarlierRunMeasuredIsNotGuessed() {
        RunFixture earlier = new RunFixture().start();
        earlier.load("baseline", 1, 3);
        earlier.load("baseline", 2, 1);
        earlier.load("baseline", 3, 2);
        RunBody now = earlier.data().run().orElseThrow();
        MeasuredTimes measured = MeasuredTimes.of(List.of(earlier.data()), now);
        MatrixPlan plan = plan(List.of(model("llama-3.2-1b", Format.GGUF, "Q8_0")), """
                pairs:
                  - name: Tiny
                    architecture: dense
                    gguf: {model: llama-3.2-1b, quantization: Q8_0}
                    mlx: {model: none, quantization: 8bit}
                """);

        TimeEstimate estimate = TimeEstimate.of(plan, CONFIG, measured);

        assertThat(estimate.loads()).isZero();
        assertThat(estimate.known()).isEqualTo(Duration.ofSeconds(3 * (5 + 2)));
        assertThat(DryRunText.estimate(estimate))
                .contains("  0:00:21 loads and cells, as long as they took in earlier runs of the same config on this"
                        + " machine");

        RunFixture otherMachine = new RunFixture();
        otherMachine.serverKind = "simulated";
        assertThat(MeasuredTimes.of(List.of(otherMachine.start().data()), now).load("llama-3.2-1b"))
                .isNull();
    }

    @Test
    void whatIsDoneIsLeftOutAndABuildWithoutACellIsNotLoaded() {
        MatrixPlan plan = plan(List.of(model("tiny", Format.GGUF, "Q8_0"), model("tiny-mlx", Format.MLX, "8bit")));
        assertThat(plan.cells()).isEqualTo(10);
        assertThat(plan.modelLoads()).isEqualTo(6);

        MatrixPlan left = plan.without(Set.of(
                new CellKey("Tiny", "baseline", "cold-start", 1),
                new CellKey("Tiny", "baseline", "simple-generation", 1),
                new CellKey("Tiny", "candidate", "cold-start", 2),
                new CellKey("Tiny", "candidate", "simple-generation", 2)));

        assertThat(left.cells()).isEqualTo(6);
        assertThat(left.loads())
                .extracting(PlannedLoad::label)
                .containsExactly("Tiny · GGUF · round 1", "Tiny · MLX · round 1", "Tiny · GGUF · round 2");
        assertThat(left.loads().get(0).isShared()).isFalse();
        assertThat(left.modelLoads()).isEqualTo(4);
        assertThat(left.without(left.plannedCells().stream().map(CellKey::of).collect(Collectors.toSet()))
                        .loads())
                .isEmpty();
    }

    private static MatrixPlan plan(List<ModelEntry> models) {
        return MatrixPlan.of(CONFIG, EnumSet.allOf(Format.class), List.of(COLD, SIMPLE, CONCURRENCY), models);
    }

    private static MatrixPlan plan(List<ModelEntry> models, String pairs) {
        BenchmarkConfig config = ConfigLoader.load(pairs + """
                run: {rounds: 2}
                scenarios: {concurrency: {rounds: 1}}
                """, "test.yaml", Map.of());
        return MatrixPlan.of(config, EnumSet.of(Format.GGUF), List.of(COLD, SIMPLE, CONCURRENCY), models);
    }

    private static ModelEntry model(String key, Format format, String quantization) {
        return new ModelEntry(
                key,
                "llm",
                null,
                "llama",
                format,
                quantization,
                2_000_000_000L,
                "1B",
                8_192L,
                List.of(),
                List.of(),
                null,
                List.of());
    }
}
