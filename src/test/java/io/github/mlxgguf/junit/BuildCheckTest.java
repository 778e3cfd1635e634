package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.plan.MatrixFixtures;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadedBuild;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose word counts on which build is in memory. */
class BuildCheckTest {
    private static final String ADDRESS = "http://127.0.0.1:1234";

    @Test
    void theListAloneIsEvidenceWhereNobodyElseCanBeAsked() {
        assertThat(verify(loaded("rest", null), Format.GGUF, "Q8_0"))
                .isEqualTo(new LoadBody.Identity(
                        "rest", "the model list shows instance it under tiny, format gguf, quantisation Q8_0"));
        assertThatThrownBy(() -> verify(loaded("rest", null), Format.GGUF, "Q4_0"))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessage(
                        "Expected the build Q8_0 in gguf behind tiny, found Q4_0 in gguf. Name the build's own key in"
                                + " the config.");
        assertThatThrownBy(() -> BuildCheck.verify(planned(), loaded("rest", null), List.of(), ADDRESS))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessage("Expected instance it in the model list of " + ADDRESS + " after its load, found none.");
    }

    @Test
    void anotherSpellingOfTheQuantisationIsTheSameBuild() {
        PlannedLoad half = new PlannedLoad(
                ConfigLoader.load("""
                                pairs:
                                  - name: Tiny
                                    architecture: dense
                                    gguf: {model: tiny, quantization: F16}
                                    mlx: {model: tiny-mlx, quantization: fp16}
                                """, "test.yaml", Map.of()).pairs().get(0),
                Side.BASELINE,
                1,
                MatrixFixtures.model("tiny", Format.GGUF, "fp16"),
                null);

        assertThat(BuildCheck.verify(
                                half,
                                loaded("cli", build("tiny", Format.GGUF, "fp16", null)),
                                List.of(MatrixFixtures.model("tiny", Format.GGUF, "F16", "it")),
                                ADDRESS)
                        .evidence())
                .as("and the list does not contradict")
                .endsWith("parallel unknown");
    }

    @Test
    void theToolIsBelievedAgainstTheList() {
        LoadedModel loaded = loaded("cli", build("tiny@q8_0", Format.GGUF, "Q8_0", null));

        assertThat(verify(loaded, Format.MLX, "4bit"))
                .isEqualTo(new LoadBody.Identity(
                        "cli",
                        "lms ps shows instance it as tiny@q8_0, format gguf, quantisation Q8_0, on this machine, context"
                                + " 8192, parallel unknown; the model list says format mlx, quantisation 4bit"));
        assertThat(verify(loaded, Format.GGUF, "Q8_0").evidence()).endsWith("context 8192, parallel unknown");
        assertThat(BuildCheck.verify(planned(), loaded, List.of(), ADDRESS).evidence())
                .endsWith("; the model list does not show it");
    }

    @Test
    void aBuildThatTheListOnlyClaimsIsRefused() {
        assertThatThrownBy(
                        () -> verify(loaded("rest", build("tiny@4bit", Format.MLX, "4bit", null)), Format.GGUF, "Q8_0"))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessage(
                        "Expected the build Q8_0 in gguf behind tiny, found 4bit in mlx (tiny@4bit). Select that variant"
                                + " in LM Studio, or name it in the config as tiny@q8_0.");
    }

    @Test
    void aModelOnAnotherMachineIsRefused() {
        assertThatThrownBy(
                        () -> verify(loaded("rest", build("tiny", Format.GGUF, "Q8_0", "cellar")), Format.GGUF, "Q8_0"))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessage(
                        "Expected tiny on this machine, found it on cellar in lms ps. Download it here, or turn LM Link"
                                + " off, and run again.");
    }

    @Test
    void aModelThatOnlyResemblesTheOneAskedForIsRefused() {
        assertThatThrownBy(() ->
                        verify(loaded("cli", build("tiny-story", Format.GGUF, "Q8_0", null)), Format.GGUF, "Q8_0"))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessage(
                        "Expected tiny as it, found tiny-story in lms ps. Update the lms tool: it loaded a model whose"
                                + " name resembles the one asked for.");
    }

    @Test
    void aLoadByRestThatShowsAsAnotherModelIsRefusedByWhoeverSaysSo() {
        assertThatThrownBy(() ->
                        verify(loaded("rest", build("tiny-story", Format.GGUF, "Q8_0", null)), Format.GGUF, "Q8_0"))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessage("Expected tiny as it, found tiny-story in lms ps. Name that key in the config if it is the"
                        + " model you mean.");
        ModelEntry other = MatrixFixtures.model("tiny-story", Format.GGUF, "Q8_0", "it");
        assertThatThrownBy(() -> BuildCheck.verify(planned(), loaded("rest", null), List.of(other), ADDRESS))
                .isInstanceOf(ServerFailure.WrongModel.class)
                .hasMessage("Expected tiny as it, found it under tiny-story in the model list of " + ADDRESS
                        + ". Name that key in the config if it is the model you mean.");
    }

    @Test
    void aListThatCannotTellSharedBuildsApartIsWeakEvidenceAndSaysSo() {
        ModelEntry shared = new ModelEntry(
                "tiny",
                "llm",
                null,
                null,
                Format.GGUF,
                "Q8_0",
                null,
                null,
                null,
                List.of(new ModelEntry.Instance("it", LoadConfig.UNKNOWN)),
                List.of("tiny@q8_0", "tiny@4bit"),
                "tiny@q8_0",
                List.of());

        assertThat(BuildCheck.verify(planned(), loaded("rest", null), List.of(shared), ADDRESS)
                        .evidence())
                .isEqualTo("the model list shows instance it under tiny, format gguf, quantisation Q8_0; 2 builds share"
                        + " this entry, and the list alone cannot tell which of them is loaded");
    }

    private static LoadBody.Identity verify(LoadedModel loaded, Format listedFormat, String listedQuantization) {
        ModelEntry entry = MatrixFixtures.model("tiny", listedFormat, listedQuantization, "it");
        return BuildCheck.verify(planned(), loaded, List.of(entry), ADDRESS);
    }

    private static PlannedLoad planned() {
        return new PlannedLoad(
                MatrixFixtures.config("").pairs().get(0),
                Side.BASELINE,
                1,
                MatrixFixtures.model("tiny", Format.GGUF, "Q8_0"),
                null);
    }

    private static LoadedModel loaded(String via, @Nullable LoadedBuild build) {
        return new LoadedModel("tiny", "it", 0, 1, null, LoadConfig.UNKNOWN, LoadConfig.UNKNOWN, via, build);
    }

    private static LoadedBuild build(String key, Format format, String quantization, @Nullable String device) {
        return new LoadedBuild("lms ps", key, format, quantization, null, device, LoadConfig.ofContext(8192));
    }
}
