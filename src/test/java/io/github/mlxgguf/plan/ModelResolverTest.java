package io.github.mlxgguf.plan;

import static io.github.mlxgguf.plan.ServerLists.build;
import static io.github.mlxgguf.plan.ServerLists.catalogue;
import static io.github.mlxgguf.plan.ServerLists.embedding;
import static io.github.mlxgguf.plan.ServerLists.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which build of the server a configured name means, and which it never does. */
class ModelResolverTest {
    private static final Set<Format> ALL = EnumSet.allOf(Format.class);

    @ParameterizedTest
    @CsvSource({
        "tiny, acme/tiny",
        "acme/tiny, tiny",
        "tiny@q8_0, tiny",
        "tiny, tiny@q8_0",
        "acme/tiny@Q8_0, Tiny-Q8_0",
        "tiny-gguf, tiny",
        "meta-llama_tiny, meta-llama/tiny",
        "meta-llama/tiny, bartowski/meta-llama_tiny-gguf",
        "acme_tiny@q8_0, ACME/Tiny-GGUF/Tiny-Q8_0.gguf",
    })
    void aGgufBuildIsFoundAcrossSpellings(String configured, String key) {
        assertThat(baseline(configured, build(key, Format.GGUF, "Q8_0")).model())
                .extracting(ModelEntry::key)
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "tiny, tiny-mlx",
        "tiny-mlx, mlx-community/tiny-8bit",
        "tiny@8bit, lmstudio-community/Tiny-MLX-8bit",
        "mlx-community/tiny-8bit, tiny",
        "tiny-8bit, tiny-mlx@8bit",
    })
    void anMlxBuildIsFoundAcrossSpellings(String configured, String key) {
        assertThat(candidate(configured, build(key, Format.MLX, "8bit")).model())
                .extracting(ModelEntry::key)
                .isEqualTo(key);
    }

    @Test
    void anExactKeyWinsOverAnExactVariantAndThatOverAnotherSpelling() {
        ModelEntry shared =
                catalogue("acme/tiny", null, Format.GGUF, "Q8_0", 800L, "acme/tiny@q8_0", "acme/tiny@q4_k_m");
        ModelEntry spelled = build("corp/tiny-q8_0", Format.GGUF, "Q8_0");

        assertThat(baseline("[tiny, corp/tiny-q8_0, acme/tiny@q8_0]", shared, spelled)
                        .model())
                .as("the second name is a key, the first only resembles two")
                .extracting(ModelEntry::key)
                .isEqualTo("corp/tiny-q8_0");
        assertThat(baseline("[tiny, acme/tiny@q8_0]", shared, spelled).variantKey())
                .isEqualTo("acme/tiny@q8_0");
    }

    @Test
    void aVariantIsFoundByTheModelsNameAlone() {
        ModelEntry shared = catalogue("acme/tiny", null, Format.GGUF, "Q8_0", 800L, "acme/tiny@q8_0", "acme/tiny@8bit");

        assertThat(baseline("tiny", shared).variantKey()).isEqualTo("acme/tiny@q8_0");
        assertThat(candidate("tiny", shared).variantKey()).isEqualTo("acme/tiny@8bit");
        assertThat(candidate("acme/tiny", shared).variantKey())
                .as("the entry's own key loads the other build")
                .isEqualTo("acme/tiny@8bit");
    }

    @Test
    void theOnlyBuildOfAnEntryIsLoadedByItsPlainKey() {
        ModelEntry alone = catalogue("acme/tiny", null, Format.MLX, "8bit", 800L, "acme/tiny@8bit");

        PlannedLoad load = candidate("tiny@8bit", alone);

        assertThat(load.model()).isEqualTo(alone);
        assertThat(load.variantKey()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-instruct, Q8_0",
        "tiny-it, Q8_0",
        "tiny-qat, Q8_0",
        "tiny-v0.1, Q8_0",
        "tiny-0.1, Q8_0",
        "tiny-vision, Q8_0",
        "distill-tiny, Q8_0",
        "tiny-2b, Q8_0",
    })
    void anotherModelIsNeverTaken(String key, String quantization) {
        PlannedLoad load = baseline("tiny", build(key, Format.GGUF, quantization));

        assertThat(load.missing())
                .isEqualTo(new PlannedLoad.Missing(
                        "The GGUF build (Q8_0) was looked for as tiny; none of these is in the server's list.",
                        "lms get tiny@q8_0 --gguf"));
        assertThat(load.missing()).matches(ModelResolver::isAbsent);
    }

    @Test
    void theCommandThatGetsABuildSearchesForANameWithOneSlash() {
        assertThat(candidate("mlx-community/Foo-8bit@8bit").missing())
                .extracting(PlannedLoad.Missing::remedy)
                .isEqualTo("lms get foo@8bit --mlx");
        assertThat(baseline("acme/Foo-GGUF/foo-q8_0.gguf").missing())
                .extracting(PlannedLoad.Missing::remedy)
                .isEqualTo("lms get acme/Foo-GGUF/foo-q8_0.gguf@q8_0 --gguf");
    }

    @Test
    void aCatalogueNameIsNotTheBaseModelOfAnUploader() {
        ModelEntry base = build("mlx-community/tiny", Format.MLX, "8bit");

        assertThat(reason(candidate("meta/tiny@8bit", base)))
                .endsWith(
                        "; mlx-community/tiny may be another model: LM Studio's catalogue leaves out \"instruct\" in its"
                                + " names, an uploader does not; write that key in the config if it is the right one.");
        assertThat(candidate("[meta/tiny@8bit, mlx-community/tiny]", base).model())
                .as("the cure works")
                .isNotNull();
        assertThat(candidate("meta/tiny-instruct", build("tiny-instruct-mlx", Format.MLX, "8bit"))
                        .model())
                .as("here both names tell it")
                .isNotNull();
    }

    @Test
    void aRepositoryOfAnotherNameIsAnotherModelUnlessItsKeyIsNamed() {
        ModelEntry shared = catalogue("meta/tiny", null, Format.GGUF, "Q8_0", 800L, "meta/tiny@q8_0", "meta/tiny@8bit");
        ModelEntry known = ServerLists.of(
                new ModelEntry.Origin(null, "meta/tiny@mlx-community/Tiny-Instruct-8bit", null),
                "meta/tiny@8bit",
                Format.MLX,
                "8bit");
        LoadRoutes tool = new LoadRoutes(true, null, List.of(known));

        assertThat(reason(resolve("tiny", Side.CANDIDATE, tool, shared)))
                .endsWith("; meta/tiny@8bit may be another model: its repository holds tiny-instruct; write that key in"
                        + " the config if it is the right one.");
        assertThat(resolve("meta/tiny", Side.CANDIDATE, tool, shared).variantKey())
                .isEqualTo("meta/tiny@8bit");
    }

    @Test
    void anotherFormatOrQuantisationIsNeverTaken() {
        assertThat(reason(baseline("tiny@q8_0", build("tiny@8bit", Format.MLX, "8bit"))))
                .endsWith("; none of these is in the server's list.");
        assertThat(reason(baseline("acme/tiny", build("tiny", Format.GGUF, "Q4_K_M"))))
                .endsWith("looked for as acme/tiny; tiny is quantised as Q4_K_M, not Q8_0.");
        assertThat(reason(baseline("tiny", build("tiny", Format.MLX, "8bit"))))
                .endsWith("; tiny is a MLX build, not GGUF.");
        assertThat(reason(baseline("tiny-mlx", build("tiny", Format.GGUF, "Q8_0"))))
                .as("the name itself says MLX")
                .endsWith("; none of these is in the server's list.");
        assertThat(reason(baseline("tiny@q4_k_m", build("acme/tiny", Format.GGUF, "Q8_0"))))
                .as("the name itself says another quantisation")
                .endsWith("; none of these is in the server's list.");
    }

    @Test
    void whatTheServerDoesNotTellIsEnoughForAnExactKeyOnly() {
        assertThat(baseline("acme/tiny", build("acme/tiny", null, null)).model())
                .isNotNull();
        assertThat(reason(baseline("tiny", build("acme/tiny", null, "Q8_0"))))
                .endsWith("; acme/tiny may be it, but the server does not tell its format; write that key in the config"
                        + " if it is.");
        assertThat(reason(baseline("tiny", build("acme/tiny", Format.GGUF, null))))
                .endsWith("; acme/tiny may be it, but the server does not tell its quantisation; write that key in the"
                        + " config if it is.");
        assertThat(candidate("tiny", build("acme/tiny-mlx-8bit", null, null)).model())
                .as("its own name tells both")
                .isNotNull();
    }

    @Test
    void theToolTellsWhatTheListDoesNot() {
        ModelEntry silent = build("acme/tiny", null, null);
        LoadRoutes routes = new LoadRoutes(true, null, List.of(build("acme/tiny", Format.GGUF, "Q8_0")));

        assertThat(resolve("tiny", Side.BASELINE, routes, silent).model())
                .extracting(ModelEntry::quantization)
                .isEqualTo("Q8_0");
    }

    @Test
    void anEmbeddingModelIsNoCandidateNotEvenByItsKey() {
        assertThat(reason(baseline("tiny", embedding("tiny", Format.GGUF, "Q8_0"))))
                .endsWith("; none of these is in the server's list.");
        assertThat(reason(baseline("acme/tiny", embedding("tiny", Format.GGUF, "Q8_0"))))
                .endsWith("; none of these is in the server's list.");
    }

    @ParameterizedTest
    @CsvSource({"tiny", "acme/tiny"})
    void aModelOnAnotherMachineIsRefusedInThePlan(String configured) {
        LoadRoutes linked = new LoadRoutes(true, null, List.of(on("cellar", "tiny")));

        assertThat(resolve(configured, Side.BASELINE, linked, build("tiny", Format.GGUF, "Q8_0"))
                        .missing())
                .isEqualTo(new PlannedLoad.Missing(
                        "The GGUF build (Q8_0) was looked for as " + configured
                                + "; tiny is on another machine (cellar), which LM Link shows here and which cannot be"
                                + " measured from this one.",
                        "lms get tiny@q8_0 --gguf"));
    }

    @Test
    void aModelOnBothMachinesIsOnThisOne() {
        LoadRoutes linked = new LoadRoutes(
                true,
                null,
                List.of(on("cellar", "tiny"), ServerLists.of(ModelEntry.Origin.UNKNOWN, "tiny", null, null)));

        assertThat(resolve("tiny", Side.BASELINE, linked, build("tiny", Format.GGUF, "Q8_0"))
                        .missing())
                .isNull();
    }

    @Test
    void namesThatFitSeveralBuildsAreAllRefusedAtOnceWithTheirCandidates() {
        List<ModelEntry> models = List.of(
                build("acme/tiny", Format.GGUF, "Q8_0"),
                build("corp/tiny", Format.GGUF, "Q8_0"),
                build("acme/tiny-mlx", Format.MLX, "8bit"),
                build("tiny-8bit", Format.MLX, "8bit"));
        BenchmarkConfig config = config("tiny", "tiny");

        assertThatThrownBy(() -> MatrixPlan.of(config, ALL, List.of(), models))
                .isInstanceOf(ConfigException.class)
                .hasMessage("test.yaml cannot be used (2 problems); nothing was started:\n"
                        + "  pair \"Tiny\", GGUF build: found 2 builds that fit \"tiny\" equally well: acme/tiny, corp/tiny;"
                        + " allowed: the whole key of one of them, for example model: acme/tiny.\n"
                        + "  pair \"Tiny\", MLX build: found 2 builds that fit \"tiny\" equally well: acme/tiny-mlx,"
                        + " tiny-8bit; allowed: the whole key of one of them, for example model: acme/tiny-mlx.");
        assertThat(MatrixPlan.of(config("acme/tiny", "tiny-8bit"), ALL, List.of(), models)
                        .loads())
                .as("the cure works")
                .allMatch(load -> load.missing() == null);
        assertThatThrownBy(() -> MatrixPlan.of(config, EnumSet.of(Format.GGUF), List.of(), models))
                .as("only what would be measured is refused")
                .hasMessageContaining("(1 problem)");
    }

    @Test
    void aLaterNameTellsBuildsApartThatAnEarlierOneFits() {
        assertThat(baseline(
                                "[tiny@q8_0, corp/tiny@q8_0]",
                                build("acme/tiny", Format.GGUF, "Q8_0"),
                                build("corp/tiny-gguf", Format.GGUF, "Q8_0"))
                        .model())
                .extracting(ModelEntry::key)
                .isEqualTo("corp/tiny-gguf");
    }

    private static String reason(PlannedLoad load) {
        PlannedLoad.Missing missing = load.missing();
        return missing == null ? "found " + load.model() : missing.reason();
    }

    private static PlannedLoad baseline(String configured, ModelEntry... models) {
        return resolve(configured, Side.BASELINE, LoadRoutes.restForAll(), models);
    }

    private static PlannedLoad candidate(String configured, ModelEntry... models) {
        return resolve(configured, Side.CANDIDATE, LoadRoutes.restForAll(), models);
    }

    private static PlannedLoad resolve(String configured, Side side, LoadRoutes routes, ModelEntry... models) {
        PairConfig pair = config(configured, configured).pairs().get(0);
        return ModelResolver.resolve(pair, side, 1, List.of(models), routes, false);
    }

    private static BenchmarkConfig config(String gguf, String mlx) {
        return ConfigLoader.load("""
                pairs:
                  - name: Tiny
                    architecture: dense
                    gguf: {model: %s, quantization: Q8_0}
                    mlx: {model: %s, quantization: 8bit}
                """.formatted(quoted(gguf), quoted(mlx)), "test.yaml", Map.of());
    }

    private static String quoted(String names) {
        return names.startsWith("[")
                ? "['" + names.replaceAll("[\\[\\] ]", "").replace(",", "','") + "']"
                : "'" + names + "'";
    }
}
