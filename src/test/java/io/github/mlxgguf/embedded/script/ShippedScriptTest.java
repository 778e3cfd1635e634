package io.github.mlxgguf.embedded.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.plan.ModelResolver;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The script that comes with the suite plays the matrix that comes with it. */
class ShippedScriptTest {
    private static final BenchmarkConfig MATRIX = ConfigLoader.load(Defaults.CONFIG_FILE, Map.of());
    private static final Script SCRIPT = ScriptReader.read(Path.of("config", "simulated.yaml"));

    @Test
    void everyBuildOfTheMatrixIsFoundAndIsWhatTheMatrixAsksFor() {
        List<ModelEntry> offered =
                SCRIPT.models().stream().map(ShippedScriptTest::entry).toList();

        assertThat(SCRIPT.models()).hasSize(MATRIX.pairs().size() * 2);
        for (PairConfig pair : MATRIX.pairs()) {
            for (Side side : Side.values()) {
                PlannedLoad load = ModelResolver.resolve(pair, side, 1, offered);
                assertThat(load.missing()).as(load.label()).isNull();
                ModelEntry found = Objects.requireNonNull(load.model());
                assertThat(found.format()).isEqualTo(load.variant().format());
                assertThat(found.quantization()).isEqualTo(load.variant().quantization());
            }
        }
    }

    @Test
    void sizesAreOneFiveHundredthOfTheRealOnes() {
        assertThat(SCRIPT.models().stream().filter(model -> model.format() == Format.GGUF))
                .extracting(model -> Math.round(model.sizeBytes() * 500 / 1e9))
                .as("GB of the real build")
                .containsExactly(1L, 75L, 65L, 76L);
        assertThat(SCRIPT.models())
                .allSatisfy(model -> assertThat(model.residentBytes()).isGreaterThan(model.sizeBytes()));
    }

    @Test
    void aWholeRunTakesMinutes() {
        assertThat(SCRIPT.models()).extracting(ScriptedModel::speed).allSatisfy(speed -> {
            assertThat(speed.loadSeconds()).isBetween(0.1, 2.0);
            assertThat(MATRIX.run().maxOutputTokens() / speed.decodeTokensPerSecond())
                    .as("seconds for an answer")
                    .isBetween(1.0, 3.0);
            assertThat(4000 / speed.prefillTokensPerSecond())
                    .as("seconds for the longest prompt")
                    .isLessThan(1.1);
        });
    }

    @Test
    void thereIsSomethingToFind() {
        assertThat(SCRIPT.models())
                .extracting(model -> model.leak().kind())
                .contains(Leak.Kind.NONE, Leak.Kind.BOUNDED, Leak.Kind.LINEAR);
        assertThat(SCRIPT.models())
                .filteredOn(model -> model.speed().heat().loss() > 0)
                .hasSize(1);
    }

    private static ModelEntry entry(ScriptedModel model) {
        return new ModelEntry(
                model.key(),
                "llm",
                model.displayName(),
                model.architecture(),
                model.format(),
                model.quantization(),
                model.sizeBytes(),
                model.params(),
                (long) model.maxContextLength(),
                List.of(),
                List.of(),
                null,
                List.of());
    }
}
