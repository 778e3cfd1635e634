package io.github.mlxgguf.plan;

import static io.github.mlxgguf.plan.ServerLists.build;
import static io.github.mlxgguf.plan.ServerLists.catalogue;
import static io.github.mlxgguf.plan.ServerLists.embedding;
import static io.github.mlxgguf.plan.ServerLists.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.DiscoverConfig;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Architecture;
import io.github.mlxgguf.trace.Format;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which models of a server make a pair by themselves. */
class DiscoveryTest {
    private static final DiscoverConfig THREE = new DiscoverConfig(true, 3, true);
    private static final ModelEntry GGUF = build("tiny-gguf", Format.GGUF, "Q8_0");
    private static final ModelEntry MLX = build("acme/tiny-mlx-8bit", Format.MLX, "8bit");

    @Test
    void twoBuildsOfOneModelAreAPairWithTheKeysAndQuantisationsOfTheServer() {
        assertThat(pairs(MLX, GGUF, build("lone", Format.GGUF, "Q8_0")))
                .containsExactly(new PairConfig(
                        "tiny",
                        Architecture.DENSE,
                        PairConfig.Varies.FORMAT,
                        new VariantConfig(Format.GGUF, "GGUF", List.of("tiny-gguf"), "Q8_0"),
                        new VariantConfig(Format.MLX, "MLX", List.of("acme/tiny-mlx-8bit"), "8bit")));
    }

    @Test
    void theBuildsOfACatalogueEntryAreFoundInItsVariantsAndInTheTool() {
        ModelEntry shared = catalogue("acme/tiny", "Tiny, 1B", Format.GGUF, "Q8_0", 1_300L, "acme/tiny@q8_0");
        LoadRoutes tool =
                new LoadRoutes(true, null, List.of(build("acme/tiny@8bit", Format.MLX, "8bit", 1_250L, "llama", "1B")));

        assertThat(pairs(THREE, tool, List.of(), shared)).singleElement().satisfies(pair -> {
            assertThat(pair.name()).isEqualTo("Tiny  1B");
            assertThat(keys(pair)).isEqualTo("acme/tiny@q8_0 | acme/tiny@8bit");
        });
        assertThat(pairs(catalogue("acme/tiny", null, Format.GGUF, "Q8_0", 1_300L, "acme/tiny@q8_0", "acme/tiny@4bit")))
                .extracting(DiscoveryTest::keys)
                .as("without the tool its suffix tells")
                .containsExactly("acme/tiny@q8_0 | acme/tiny@4bit");
    }

    @Test
    void theNearestBitsPerWeightAreChosenAndOfEqualOnesTheMost() {
        assertThat(pairs(
                        build("tiny@q4_k_m", Format.GGUF, "Q4_K_M"),
                        build("tiny@q8_0", Format.GGUF, "Q8_0"),
                        build("tiny@4bit", Format.MLX, "4bit"),
                        build("tiny@6bit", Format.MLX, "6bit")))
                .as("4.85 and 4.5 bits")
                .extracting(DiscoveryTest::keys)
                .containsExactly("tiny@q4_k_m | tiny@4bit");
        assertThat(pairs(
                        build("tiny@q4_0", Format.GGUF, "Q4_0"),
                        build("tiny@q8_0", Format.GGUF, "Q8_0"),
                        build("tiny@4bit", Format.MLX, "4bit"),
                        build("tiny@8bit", Format.MLX, "8bit")))
                .as("4.5 and 4.5, 8.5 and 8.5")
                .extracting(DiscoveryTest::keys)
                .containsExactly("tiny@q8_0 | tiny@8bit");
    }

    @Test
    void sizesCountWhereTheyAreToldBecauseANameIsOnlyALabel() {
        assertThat(pairs(
                        sized("tiny@q4_k_m", Format.GGUF, "Q4_K_M", 738),
                        sized("tiny@q5_k_m", Format.GGUF, "Q5_K_M", 850),
                        sized("tiny@4bit", Format.MLX, "4bit", 870)))
                .as("a 4bit build that keeps some at 8 bits")
                .extracting(DiscoveryTest::keys)
                .containsExactly("tiny@q5_k_m | tiny@4bit");
    }

    @Test
    void aSizeThatContradictsTheNameDoesNotCount() {
        assertThat(pairs(
                        sized("tiny@q4_k_m", Format.GGUF, "Q4_K_M", 17_000),
                        sized("tiny@q8_0", Format.GGUF, "Q8_0", 37_000),
                        sized("tiny-mlx", Format.MLX, "8bit", 16_700)))
                .extracting(DiscoveryTest::keys)
                .containsExactly("tiny@q8_0 | tiny-mlx");
    }

    @Test
    void makersThatContradictMakeNoPair() {
        assertThat(pairs(
                        build("nvidia/tiny-instruct", Format.GGUF, "Q8_0"),
                        build("meta/tiny-instruct", Format.MLX, "8bit")))
                .isEmpty();
        assertThat(pairs(
                        build("meta-llama/tiny-instruct", Format.GGUF, "Q8_0"),
                        build("meta/tiny-instruct", Format.MLX, "8bit")))
                .as("one maker under two names")
                .hasSize(1);
    }

    @Test
    void pairsThatCannotBeComparedDoNotTakeThePlacesOfOthers() {
        assertThat(pairs(
                        new DiscoverConfig(true, 1, true),
                        LoadRoutes.restForAll(),
                        List.of(),
                        sized("small-gguf", Format.GGUF, "Q4_K_M", 1_000),
                        sized("small-mlx", Format.MLX, "8bit", 1_800),
                        sized("large-gguf", Format.GGUF, "Q8_0", 9_000),
                        sized("large-mlx", Format.MLX, "8bit", 9_000)))
                .extracting(PairConfig::name)
                .containsExactly("large");
    }

    @Test
    void buildsAreOfOneModelOnlyIfNothingContradicts() {
        assertThat(pairs(GGUF, build("tiny-it-mlx", Format.MLX, "8bit"))).isEmpty();
        assertThat(pairs(GGUF, build("tiny-2b-mlx", Format.MLX, "8bit"))).isEmpty();
        assertThat(pairs(told("tiny-gguf", Format.GGUF, "llama", "1B"), told("tiny-mlx", Format.MLX, "qwen2", "1B")))
                .as("architecture")
                .isEmpty();
        assertThat(pairs(told("tiny-gguf", Format.GGUF, "llama", "1B"), told("tiny-mlx", Format.MLX, "llama", "3B")))
                .as("parameters")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "llama, 1B, -, -",
                "llama, 1B, llama, 1.2B",
                "gemma3, 26B-A4B, gemma3_text, 26B",
                "qwen3moe, 30B, qwen3_moe, 30B",
                "llama, 8x22B, mixtral, 141B",
                "gpt-oss, 20B, gpt_oss, 20B",
                "qwen2vl, 7B, qwen2_5_vl, 7B",
                "qwen2.5vl, 7B, qwen2_vl, 7B",
                "deepseek2, 30B, glm4_moe_lite, 30B",
                "deepseek2, 1000B, kimi_k2, 1000B",
                "deepseek2, 671B, deepseek_v32, 671B",
                "granitehybrid, 7B, granitemoehybrid, 7B",
                "nemotron_h_moe, 30B, nemotron_h, 30B",
                "olmo2, 7B, olmo3, 7B",
                "lfm2, 1B, lfm2-vl, 1B",
                "llama, 12B, pixtral, 12B",
                "mistral3, 24B, llama, 24B",
            })
    void theFormatsSpellArchitecturesAndParametersDifferently(
            String architecture, String params, String otherArchitecture, String otherParams) {
        assertThat(pairs(
                        told("tiny-gguf", Format.GGUF, architecture, params),
                        told("tiny-mlx", Format.MLX, otherArchitecture, otherParams)))
                .hasSize(1);
    }

    @Test
    void theRepositoryNamesAModelWhoseKeyIsAnother() {
        ModelEntry shared = catalogue("acme/tiny", null, Format.MLX, "8bit", 1_300L, "acme/tiny@8bit");
        ModelEntry known = ServerLists.of(
                new ModelEntry.Origin("acme", "acme/tiny@mlx-community/Tiny-Instruct-8bit", null),
                "acme/tiny@8bit",
                Format.MLX,
                "8bit");
        ModelEntry other = build("tiny-instruct", Format.GGUF, "Q8_0");

        assertThat(pairs(shared, other)).isEmpty();
        assertThat(pairs(THREE, new LoadRoutes(true, null, List.of(known)), List.of(), shared, other))
                .extracting(DiscoveryTest::keys)
                .containsExactly("tiny-instruct | acme/tiny@8bit");
    }

    @Test
    void aCatalogueEntryIsNoBridgeBetweenTheBaseModelAndTheTrainedOne() {
        ModelEntry shared = catalogue("qwen/tiny", null, Format.GGUF, "Q4_K_M", 900L, "qwen/tiny@q4_k_m");
        LoadRoutes tool = new LoadRoutes(
                true,
                null,
                List.of(
                        repository("qwen/tiny@q4_k_m", "qwen/tiny@lmstudio-community/Tiny-Instruct-GGUF"),
                        repository("tiny", "mlx-community/Tiny-8bit")));
        ModelEntry trained = build("tiny-instruct", Format.GGUF, "Q8_0");
        ModelEntry base = build("tiny", Format.MLX, "8bit");

        assertThat(pairs(THREE, tool, List.of(), shared, trained, base)).isEmpty();
        assertThat(pairs(THREE, tool, List.of(), base, trained, shared)).isEmpty();
        assertThat(pairs(shared, trained, base)).as("without the tool").isEmpty();
        assertThat(pairs(
                        THREE,
                        new LoadRoutes(true, null, List.of(repository("qwen/tiny@q4_k_m", "qwen/tiny"))),
                        List.of(),
                        shared,
                        base))
                .as("a key is no repository")
                .isEmpty();
    }

    @Test
    void theFilesOfOneBuildInSeveralPartsNameItsModel() {
        LoadRoutes tool = new LoadRoutes(
                true, null, List.of(repository("tiny-gguf", "acme/Tiny-GGUF/Tiny-Q8_0-00001-of-00002.gguf")));

        assertThat(pairs(THREE, tool, List.of(), GGUF, MLX)).hasSize(1);
    }

    @Test
    void embeddingsModelsElsewhereAndBuildsThatNobodyDescribesAreLeftOut() {
        assertThat(pairs(embedding("tiny", Format.GGUF, "Q8_0"), MLX)).isEmpty();
        assertThat(pairs(build("tiny", null, null), MLX)).isEmpty();
        assertThat(pairs(THREE, new LoadRoutes(true, null, List.of(on("cellar", "tiny-gguf"))), List.of(), GGUF, MLX))
                .isEmpty();
    }

    @Test
    void aModelOfWhichAConfiguredPairHasBothBuildsIsNotFoundAgain() {
        List<PairConfig> both = configured("tiny@q8_0", "Q8_0", "tiny", "8bit");
        List<PairConfig> half = configured("tiny@q4_0", "Q4_0", "tiny", "8bit");

        assertThat(pairs(THREE, LoadRoutes.restForAll(), both, GGUF, MLX)).isEmpty();
        assertThat(pairs(
                        THREE,
                        LoadRoutes.restForAll(),
                        both,
                        GGUF,
                        MLX,
                        build("tiny@q4_0", Format.GGUF, "Q4_0"),
                        build("tiny@4bit", Format.MLX, "4bit")))
                .as("whatever other builds of it there are")
                .isEmpty();
        assertThat(pairs(THREE, LoadRoutes.restForAll(), half, GGUF, MLX))
                .as("a half pair compares nothing; and its name is taken")
                .extracting(PairConfig::name)
                .containsExactly("tiny (Q8_0 / 8bit)");
    }

    @Test
    void theSmallestComeFirstThoseOfUnknownSizeLastAndNoMoreThanAskedFor() {
        ModelEntry[] models = {
            build("unsized-gguf", Format.GGUF, "Q8_0"),
            build("unsized-mlx", Format.MLX, "8bit"),
            sized("large-gguf", Format.GGUF, "Q8_0", 9_000),
            sized("large-mlx", Format.MLX, "8bit", 9_000),
            sized("small-gguf", Format.GGUF, "Q8_0", 1_000),
            sized("small-mlx", Format.MLX, "8bit", 1_000),
        };

        assertThat(pairs(models)).extracting(PairConfig::name).containsExactly("small", "large", "unsized");
        assertThat(pairs(new DiscoverConfig(true, 2, true), LoadRoutes.restForAll(), List.of(), models))
                .extracting(PairConfig::name)
                .containsExactly("small", "large");
        assertThat(pairs(new DiscoverConfig(true, 2, false), LoadRoutes.restForAll(), List.of(), models))
                .as("in the order of the list")
                .extracting(PairConfig::name)
                .containsExactly("unsized", "large");
        assertThat(pairs(new DiscoverConfig(false, 3, true), LoadRoutes.restForAll(), List.of(), models))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "tiny, gemma4, 26B-A4B, MOE",
                "tiny, llama, 8x22B, MOE",
                "tiny, llama4, 17B-16E, MOE",
                "tiny, mixtral, -, MOE",
                "tiny, minimax_m2, -, MOE",
                "minimax-m2, -, -, MOE",
                "tiny, kimi_k2, -, MOE",
                "kimi-k2-instruct, -, -, MOE",
                "granite-4.0-h-tiny, granitehybrid, 7B, MOE",
                "granite-4.0-h-small, granitemoehybrid, 32B, MOE",
                "granite-4.0-h-micro, granitemoehybrid, 3B, DENSE",
                "tiny, qwen3_moe, 30B, MOE",
                "tiny-30b-a3b-instruct, qwen3, 30B, MOE",
                "tiny, llama, 70B, DENSE",
                "tiny-3n-e4b, gemma3n, 4B, DENSE",
                "tiny, -, -, DENSE",
            })
    void theArchitectureComesFromParametersArchitectureOrName(
            String name, String architecture, String params, Architecture expected) {
        assertThat(pairs(told(name + "-gguf", Format.GGUF, architecture, params), build(name, Format.MLX, "8bit")))
                .extracting(PairConfig::architecture)
                .containsExactly(expected);
    }

    @Test
    void theDiscoveredPairsComeAfterThoseOfTheConfigAndCanBeResolved() {
        BenchmarkConfig config = ConfigLoader.load("run: {rounds: 1}", "test.yaml", Map.of());

        BenchmarkConfig whole = Discovery.withDiscovered(
                config.withPairs(configured("other", "Q8_0", "other-mlx", "8bit")),
                List.of(GGUF, MLX),
                LoadRoutes.restForAll());

        assertThat(whole.pairs()).extracting(PairConfig::name).containsExactly("Tiny", "tiny (Q8_0 / 8bit)");
        assertThat(MatrixPlan.of(
                                whole,
                                EnumSet.allOf(Format.class),
                                List.of(PlannedScenario.shared(ScenarioId.COLD_START)),
                                List.of(GGUF, MLX),
                                LoadRoutes.restForAll())
                        .loads())
                .extracting(load -> load.model() == null ? "-" : load.model().key())
                .containsExactly("-", "-", "tiny-gguf", "acme/tiny-mlx-8bit");
    }

    private static List<PairConfig> pairs(ModelEntry... models) {
        return pairs(THREE, LoadRoutes.restForAll(), List.of(), models);
    }

    private static List<PairConfig> pairs(
            DiscoverConfig discover, LoadRoutes routes, List<PairConfig> configured, ModelEntry... models) {
        return Discovery.pairs(discover, List.of(models), routes, configured);
    }

    private static String keys(PairConfig pair) {
        return String.join(",", pair.baseline().models()) + " | "
                + String.join(",", pair.candidate().models());
    }

    private static ModelEntry told(String key, Format format, String architecture, String params) {
        return build(key, format, format == Format.GGUF ? "Q8_0" : "8bit", null, architecture, params);
    }

    private static ModelEntry repository(String key, String repository) {
        return ServerLists.of(new ModelEntry.Origin(null, repository, null), key, null, null);
    }

    private static ModelEntry sized(String key, Format format, String quantization, long bytes) {
        return build(key, format, quantization, bytes, null, null);
    }

    private static List<PairConfig> configured(String gguf, String ggufQuant, String mlx, String mlxQuant) {
        return List.of(new PairConfig(
                "Tiny",
                Architecture.DENSE,
                PairConfig.Varies.FORMAT,
                new VariantConfig(Format.GGUF, "GGUF", List.of(gguf), ggufQuant),
                new VariantConfig(Format.MLX, "MLX", List.of(mlx), mlxQuant)));
    }
}
