package io.github.mlxgguf.plan;

import static io.github.mlxgguf.plan.ServerLists.build;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which commands give a Mac something to compare. */
class MissingPairTest {
    private static final BenchmarkConfig SHIPPED = ConfigLoader.load(Defaults.CONFIG_FILE, Map.of());
    private static final ModelEntry LARGE_HALF =
            build("mixtral-8x22b-instruct-v0.1-4bit", Format.MLX, "4bit", 80_000L, null, null);
    private static final ModelEntry SMALL_HALF =
            build("llama-3.3-70b-instruct", Format.GGUF, "Q8_0", 75_000L, null, null);

    @Test
    void aMacWithNoneOfTheModelsGetsTheSmallestPair() {
        assertThat(cure(SHIPPED))
                .contains("Get Llama 3.2 1B with `lms get llama-3.2-1b-instruct@q8_0 --gguf` and"
                        + " `lms get llama-3.2-1b-instruct@8bit --mlx`.");
        assertThat(cure(SHIPPED.withPairs(List.of())))
                .as("and so does a config without pairs")
                .contains("Get a pair with `lms get llama-3.2-1b-instruct@q8_0 --gguf` and"
                        + " `lms get llama-3.2-1b-instruct@8bit --mlx`.");
    }

    @Test
    void halfAPairNeedsOneCommandTheOneOfTheSmallestHalf() {
        assertThat(cure(SHIPPED, LARGE_HALF))
                .contains("Complete Mixtral 8x22B with `lms get mixtral-8x22b-instruct-v0.1@iq4_xs --gguf`.");
        assertThat(cure(SHIPPED, LARGE_HALF, SMALL_HALF))
                .contains("Complete Llama 3.3 70B with `lms get llama-3.3-70b-instruct@8bit --mlx`.");
    }

    @Test
    void whatIsLeftOfAResumedRunMayHaveNothingOfTheFirstRound() {
        MatrixPlan whole = plan(
                SHIPPED,
                LoadRoutes.restForAll(),
                SMALL_HALF,
                build("llama-3.3-70b-instruct-mlx", Format.MLX, "8bit", 75_000L, null, null));
        MatrixPlan left = new MatrixPlan(whole.loads().stream()
                .filter(load -> load.round() == 2 && load.pair().name().equals("Llama 3.3 70B"))
                .toList());

        assertThat(left.builds()).hasSize(2);
        assertThat(MissingPair.cure(left)).isEmpty();
    }

    @Test
    void aCompletePairNeedsNone() {
        assertThat(cure(
                        SHIPPED,
                        LARGE_HALF,
                        SMALL_HALF,
                        build("llama-3.3-70b-instruct-mlx", Format.MLX, "8bit", 75_000L, null, null)))
                .isEmpty();
    }

    @Test
    void whatIsThereButCannotBeLoadedIsNotDownloaded() {
        LoadRoutes noTool = new LoadRoutes(
                true, new PlannedLoad.Missing("There is no lms tool.", "Install the lms tool."), List.of());
        ModelEntry shared = ServerLists.catalogue(
                "llama-3.2-1b-instruct",
                null,
                Format.GGUF,
                "Q8_0",
                1_300L,
                "llama-3.2-1b-instruct@q8_0",
                "llama-3.2-1b-instruct@8bit");

        assertThat(MissingPair.cure(plan(SHIPPED, noTool, shared))).contains("Llama 3.2 1B: Install the lms tool.");
    }

    private static Optional<String> cure(BenchmarkConfig config, ModelEntry... models) {
        return MissingPair.cure(plan(config, LoadRoutes.restForAll(), models));
    }

    private static MatrixPlan plan(BenchmarkConfig config, LoadRoutes routes, ModelEntry... models) {
        return MatrixPlan.of(
                config,
                EnumSet.allOf(Format.class),
                List.of(PlannedScenario.shared(ScenarioId.COLD_START)),
                List.of(models),
                routes);
    }
}
