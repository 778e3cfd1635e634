package io.github.mlxgguf.plan;

import static io.github.mlxgguf.plan.MatrixFixtures.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Both builds of a pair behind one entry of the server's list. */
class CatalogueVariantTest {
    private static final PlannedLoad.Missing NO_TOOL = new PlannedLoad.Missing("There is no lms tool.", "Install it.");
    private static final LoadRoutes WITH_TOOL = new LoadRoutes(true, null, List.of());
    private static final LoadRoutes WITHOUT_TOOL = new LoadRoutes(true, NO_TOOL, List.of());

    private static final ModelEntry SHARED = new ModelEntry(
            "acme/tiny",
            "llm",
            "Tiny",
            "llama",
            Format.GGUF,
            "Q8_0",
            800L,
            "1B",
            8_192L,
            List.of(),
            List.of("acme/tiny@4bit", "acme/tiny@q8_0"),
            "acme/tiny@q8_0",
            List.of("off"));

    @Test
    void aNameOfAVariantIsResolvedToItsEntryAndItsBuild() {
        List<PlannedLoad> loads = loads("", WITH_TOOL, SHARED);

        assertThat(loads).extracting(PlannedLoad::variantKey).containsExactly("acme/tiny@q8_0", "acme/tiny@4bit");
        assertThat(loads.get(0).model())
                .extracting(ModelEntry::key, ModelEntry::format, ModelEntry::quantization, ModelEntry::sizeBytes)
                .containsExactly("acme/tiny@q8_0", Format.GGUF, "Q8_0", 800L);
        assertThat(loads.get(1).model())
                .as("not selected, so only its suffix tells")
                .extracting(ModelEntry::key, ModelEntry::format, ModelEntry::quantization, ModelEntry::sizeBytes)
                .containsExactly("acme/tiny@4bit", Format.MLX, "4bit", null);
        assertThat(loads.get(1).model())
                .extracting(ModelEntry::reasoningOptions)
                .isEqualTo(List.of("off"));
    }

    @Test
    void whatTheToolSaysOfABuildCounts() {
        ModelEntry build = model("acme/tiny@4bit", Format.GGUF, "4bit");

        assertThat(loads("", new LoadRoutes(true, null, List.of(build)), SHARED)
                        .get(1)
                        .missing())
                .extracting(PlannedLoad.Missing::reason)
                .asString()
                .endsWith("acme/tiny@4bit is a GGUF build, not MLX.");
    }

    @Test
    void withoutTheToolOnlyTheSelectedVariantCanBeLoadedByItsPlainKey() {
        List<PlannedLoad> loads = loads("", WITHOUT_TOOL, SHARED);

        assertThat(loads.get(0).model()).isEqualTo(SHARED);
        assertThat(loads.get(0).variantKey()).isNull();
        assertThat(loads.get(1).model()).isNull();
        assertThat(loads.get(1).missing())
                .isEqualTo(new PlannedLoad.Missing(
                        "The MLX build cannot be loaded: acme/tiny@4bit shares the entry acme/tiny with other builds, and"
                                + " LM Studio loads such a build with its lms tool only. There is no lms tool.",
                        "Install it."));
    }

    @Test
    void slotsNeedTheToolOnARealLmStudioOnly() {
        String slots = "load: {parallel: 2}\n";

        assertThat(loads(slots, WITHOUT_TOOL, SHARED))
                .extracting(PlannedLoad::missing)
                .extracting(missing -> missing == null ? null : missing.reason())
                .containsExactly(
                        "The GGUF build cannot be loaded: load.parallel is set, which LM Studio takes from its lms tool"
                                + " only. There is no lms tool.",
                        "The MLX build cannot be loaded: load.parallel is set, which LM Studio takes from its lms tool"
                                + " only. There is no lms tool.");
        assertThat(loads(slots, WITH_TOOL, SHARED)).allMatch(load -> load.missing() == null);
        assertThat(loads(slots, LoadRoutes.restForAll(), SHARED)).allMatch(load -> load.missing() == null);
    }

    @Test
    void aKeyThatOnlyLooksLikeAVariantIsAPlainKey() {
        List<PlannedLoad> loads = loads(
                "",
                WITHOUT_TOOL,
                model("acme/tiny@q8_0", Format.GGUF, "Q8_0"),
                model("acme/tiny@4bit", Format.MLX, "4bit"));

        assertThat(loads).allMatch(load -> load.missing() == null && load.variantKey() == null);
    }

    private static List<PlannedLoad> loads(String more, LoadRoutes routes, ModelEntry... models) {
        BenchmarkConfig config = ConfigLoader.load("""
                pairs:
                  - name: Tiny
                    architecture: dense
                    gguf: {model: [ACME/tiny@Q8_0], quantization: Q8_0}
                    mlx: {model: [acme/tiny@4bit], quantization: 4bit}
                run: {rounds: 1}
                """ + more, "test.yaml", Map.of());
        return MatrixPlan.of(
                        config,
                        EnumSet.allOf(Format.class),
                        List.of(PlannedScenario.shared(ScenarioId.COLD_START)),
                        List.of(models),
                        routes)
                .loads();
    }
}
