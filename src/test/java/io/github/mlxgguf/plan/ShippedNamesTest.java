package io.github.mlxgguf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short lists of the shipped config find a build under every key that LM Studio was seen to give it. */
class ShippedNamesTest {
    private static final BenchmarkConfig SHIPPED = ConfigLoader.load(Defaults.CONFIG_FILE, Map.of());

    @ParameterizedTest
    @CsvSource({
        "Llama 3.2 1B, gguf, llama-3.2-1b-instruct@q8_0",
        "Llama 3.2 1B, gguf, lmstudio-community/llama-3.2-1b-instruct@q8_0",
        "Llama 3.2 1B, gguf, bartowski/llama-3.2-1b-instruct@q8_0",
        "Llama 3.2 1B, gguf, llama-3.2-1b-instruct",
        "Llama 3.2 1B, gguf, lmstudio-community/llama-3.2-1b-instruct",
        "Llama 3.2 1B, gguf, bartowski/llama-3.2-1b-instruct",
        "Llama 3.2 1B, mlx, llama-3.2-1b-instruct@8bit",
        "Llama 3.2 1B, mlx, llama-3.2-1b-instruct-mlx@8bit",
        "Llama 3.2 1B, mlx, llama-3.2-1b-instruct-mlx",
        "Llama 3.2 1B, mlx, llama-3.2-1b-instruct-8bit",
        "Llama 3.2 1B, mlx, mlx-community/llama-3.2-1b-instruct@8bit",
        "Llama 3.2 1B, mlx, mlx-community/llama-3.2-1b-instruct",
        "Llama 3.2 1B, mlx, mlx-community/llama-3.2-1b-instruct-8bit",
        "Llama 3.3 70B, gguf, llama-3.3-70b-instruct@q8_0",
        "Llama 3.3 70B, gguf, lmstudio-community/llama-3.3-70b-instruct@q8_0",
        "Llama 3.3 70B, gguf, bartowski/llama-3.3-70b-instruct@q8_0",
        "Llama 3.3 70B, gguf, meta/llama-3.3-70b@q8_0",
        "Llama 3.3 70B, gguf, llama-3.3-70b-instruct",
        "Llama 3.3 70B, gguf, lmstudio-community/llama-3.3-70b-instruct",
        "Llama 3.3 70B, gguf, bartowski/llama-3.3-70b-instruct",
        "Llama 3.3 70B, mlx, llama-3.3-70b-instruct@8bit",
        "Llama 3.3 70B, mlx, llama-3.3-70b-instruct-mlx@8bit",
        "Llama 3.3 70B, mlx, llama-3.3-70b-instruct-mlx",
        "Llama 3.3 70B, mlx, llama-3.3-70b-instruct-8bit",
        "Llama 3.3 70B, mlx, meta/llama-3.3-70b@8bit",
        "Llama 3.3 70B, mlx, mlx-community/llama-3.3-70b-instruct@8bit",
        "Llama 3.3 70B, mlx, mlx-community/llama-3.3-70b-instruct",
        "Llama 3.3 70B, mlx, mlx-community/llama-3.3-70b-instruct-8bit",
        "Llama 4 Scout 17B-16E, gguf, llama-4-scout-17b-16e-instruct@q4_k_m",
        "Llama 4 Scout 17B-16E, gguf, lmstudio-community/llama-4-scout-17b-16e-instruct@q4_k_m",
        "Llama 4 Scout 17B-16E, gguf, meta-llama_llama-4-scout-17b-16e-instruct@q4_k_m",
        "Llama 4 Scout 17B-16E, gguf, llama-4-scout-17b-16e-instruct",
        "Llama 4 Scout 17B-16E, gguf, lmstudio-community/llama-4-scout-17b-16e-instruct",
        "Llama 4 Scout 17B-16E, gguf, meta-llama_llama-4-scout-17b-16e-instruct",
        "Llama 4 Scout 17B-16E, gguf, bartowski/meta-llama_llama-4-scout-17b-16e-instruct",
        "Llama 4 Scout 17B-16E, mlx, llama-4-scout-17b-16e-instruct@4bit",
        "Llama 4 Scout 17B-16E, mlx, llama-4-scout-17b-16e-mlx-text@4bit",
        "Llama 4 Scout 17B-16E, mlx, llama-4-scout-17b-16e-mlx-text",
        "Llama 4 Scout 17B-16E, mlx, lmstudio-community/llama-4-scout-17b-16e-mlx-text",
        "Llama 4 Scout 17B-16E, mlx, llama-4-scout-17b-16e-instruct-mlx",
        "Llama 4 Scout 17B-16E, mlx, llama-4-scout-17b-16e-instruct-4bit",
        "Llama 4 Scout 17B-16E, mlx, mlx-community/llama-4-scout-17b-16e-instruct",
        "Llama 4 Scout 17B-16E, mlx, mlx-community/llama-4-scout-17b-16e-instruct-4bit",
        "Mixtral 8x22B, gguf, mixtral-8x22b-instruct-v0.1@iq4_xs",
        "Mixtral 8x22B, gguf, bartowski/mixtral-8x22b-instruct-v0.1@iq4_xs",
        "Mixtral 8x22B, gguf, maziyarpanahi/mixtral-8x22b-instruct-v0.1@iq4_xs",
        "Mixtral 8x22B, gguf, mixtral-8x22b-instruct-v0.1",
        "Mixtral 8x22B, gguf, bartowski/mixtral-8x22b-instruct-v0.1",
        "Mixtral 8x22B, gguf, maziyarpanahi/mixtral-8x22b-instruct-v0.1",
        "Mixtral 8x22B, mlx, mixtral-8x22b-instruct-v0.1@4bit",
        "Mixtral 8x22B, mlx, mixtral-8x22b-instruct-v0.1-mlx",
        "Mixtral 8x22B, mlx, mixtral-8x22b-instruct-v0.1-4bit",
        "Mixtral 8x22B, mlx, mlx-community/mixtral-8x22b-instruct-v0.1@4bit",
        "Mixtral 8x22B, mlx, mlx-community/mixtral-8x22b-instruct-v0.1",
        "Mixtral 8x22B, mlx, mlx-community/mixtral-8x22b-instruct-v0.1-4bit"
    })
    void everyKeySeenInTheWildIsFound(String pair, String format, String key) {
        Side side = format.equals("gguf") ? Side.BASELINE : Side.CANDIDATE;
        PairConfig config = pair(pair);
        VariantConfig wanted = config.variant(side);

        PlannedLoad load = ModelResolver.resolve(
                config, side, 1, List.of(ServerLists.build(key, wanted.format(), wanted.quantization())));

        assertThat(load.model()).extracting(ModelEntry::key).isEqualTo(key);
    }

    @Test
    void ofSeveralUploadsThatOfLmStudioItselfIsTaken() {
        PairConfig config = pair("Llama 3.2 1B");

        assertThat(ModelResolver.resolve(
                                config,
                                Side.BASELINE,
                                1,
                                List.of(
                                        ServerLists.build("bartowski/llama-3.2-1b-instruct", Format.GGUF, "Q8_0"),
                                        ServerLists.build(
                                                "lmstudio-community/llama-3.2-1b-instruct", Format.GGUF, "Q8_0")))
                        .model())
                .extracting(ModelEntry::key)
                .isEqualTo("lmstudio-community/llama-3.2-1b-instruct");
        assertThat(ModelResolver.resolve(
                                config,
                                Side.CANDIDATE,
                                1,
                                List.of(
                                        ServerLists.build(
                                                "mlx-community/llama-3.2-1b-instruct-8bit", Format.MLX, "8bit"),
                                        ServerLists.build("llama-3.2-1b-instruct-mlx", Format.MLX, "8bit")))
                        .model())
                .extracting(ModelEntry::key)
                .isEqualTo("llama-3.2-1b-instruct-mlx");
    }

    private static PairConfig pair(String name) {
        return SHIPPED.pairs().stream()
                .filter(pair -> pair.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
