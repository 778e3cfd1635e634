package io.github.mlxgguf.analysis.certificate;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Certificate;
import io.github.mlxgguf.analysis.summary.RunSummary.Reason;
import io.github.mlxgguf.record.GenerationBody.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubtsTest {
    @Test
    void anotherNameOfTheArchitectureCapsAtB() {
        RunFixture run = new RunFixture();
        run.candidateArchitecture = "mixtral";

        Certificate certificate = certificate(loaded(run));
        assertThat(certificate.grade()).isEqualTo(Grade.B);
        assertThat(certificate.reasons())
                .containsExactly(new Reason(
                        "architecture_differs",
                        "The server names different architectures: GGUF llama, MLX mixtral. Engines have names of their own"
                                + " for one architecture, so this may be the same model or not.",
                        "Compare the model cards of both builds."));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"Llama", "null"},
            nullValues = "null")
    void spellingAndSilenceAreNoDifferenceOfArchitecture(@Nullable String architecture) {
        RunFixture run = new RunFixture();
        run.candidateArchitecture = architecture;

        assertThat(certificate(loaded(run)).reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                // the baseline says 1B
                "1B, A",
                "1.2B, A",
                "1b-a0.5b, A",
                "1.6B, C",
                "1.99B, C",
                "2B, D",
                "500M, A",
                "490M, D",
                "8x22B, A",
                "17B-16E, A",
                "null, A",
            },
            nullValues = "null")
    void parametersCountBeyondTheirRounding(@Nullable String params, Grade grade) {
        RunFixture run = new RunFixture();
        run.candidateParams = params;

        assertThat(certificate(loaded(run)).grade()).isEqualTo(grade);
    }

    @Test
    void otherNumbersOfParametersAreNamed() {
        RunFixture run = new RunFixture();
        run.candidateParams = "3B";

        assertThat(certificate(loaded(run)).reasons())
                .containsExactly(new Reason(
                        "params_differ",
                        "The server names different numbers of parameters: GGUF 1B, MLX 3B.",
                        "Compare the model cards, and choose two builds of one release of the model."));
    }

    @Test
    void effectiveBitsAreAnInformationAndUnknownWhereTheNumberIsNoTotal() {
        RunFixture run = new RunFixture();
        run.candidateParams = "8x22B";

        assertThat(certificate(loaded(run)).notes())
                .contains(
                        "Effective bits per weight, for information: GGUF 8.00, MLX unknown (size of the files divided by"
                                + " the server's number of parameters, which is rounded).");
    }

    @Test
    void aSmallStandInForALargeModelHasNoBitsPerWeight() {
        RunFixture run = new RunFixture();
        run.candidateParams = "16.2B"; // 8 · 1.01e9 / 16.2e9 = 0.499
        assertThat(certificate(loaded(run)).notes()).noneMatch(note -> note.startsWith("Effective bits"));

        run = new RunFixture();
        run.candidateParams = "16.1B"; // 0.502
        assertThat(certificate(loaded(run)).notes()).anyMatch(note -> note.contains("MLX 0.502 (size"));
    }

    @Test
    void aBuildThatNothingProvesCapsAtB() {
        RunFixture run = new RunFixture();
        run.candidateVerifiedBy = "none";

        Certificate certificate = certificate(loaded(run));
        assertThat(certificate.grade()).isEqualTo(Grade.B);
        assertThat(certificate.reasons())
                .containsExactly(new Reason(
                        "identity_not_verified",
                        "Nothing proves that the build of MLX that was asked for is the one that answered (1 load).",
                        "Install the lms tool beside LM Studio, so that the suite can ask it which build is loaded."));
    }

    @Test
    void anEngineThatChangesCapsAtC() {
        RunFixture run = loaded(new RunFixture())
                .engine("gguf", "llama.cpp", "1.2.3")
                .engine("mlx", "mlx-engine", "0.9")
                .engine("gguf", "llama.cpp", "1.3.0");

        Certificate certificate = certificate(run);
        assertThat(certificate.grade()).isEqualTo(Grade.C);
        assertThat(certificate.reasons())
                .containsExactly(new Reason(
                        "engine_changed",
                        "The engine of gguf changed within the run: llama.cpp 1.2.3, then llama.cpp 1.3.0. Its figures are"
                                + " those of more than one engine.",
                        "Run again, and let LM Studio update no engine meanwhile."));
        assertThat(certificate.notes()).noneMatch(note -> note.contains("engine"));
    }

    @Test
    void enginesOfTwoFormatsDifferByNatureAndAnUnknownVersionIsANote() {
        RunFixture run = loaded(new RunFixture())
                .engine("gguf", "llama.cpp", "1.2.3")
                .engine("gguf", "llama.cpp", null)
                .engine("mlx", null, null);

        Certificate certificate = certificate(run);
        assertThat(certificate.reasons()).isEmpty();
        assertThat(certificate.notes())
                .contains("The version of the mlx engine is unknown, so these figures cannot be tied to one.")
                .noneMatch(note -> note.contains("gguf engine"));
    }

    @Test
    void otherNumbersOfExpertsCapAtC() {
        RunFixture run = new RunFixture();
        run.baselineExperts = 2;
        run.candidateExperts = 4;

        Certificate certificate = certificate(loaded(run));
        assertThat(certificate.grade()).isEqualTo(Grade.C);
        assertThat(certificate.reasons())
                .containsExactly(new Reason(
                        "experts_differ",
                        "The builds use different numbers of experts for a token: GGUF [2], MLX [4].",
                        "Give both builds the same number of experts in LM Studio's settings of the model."));
    }

    @Test
    void otherSamplingCapsAtC() {
        Certificate certificate = certificate(asked(new Parameters(300, 0, null), new Parameters(200, 0.7, null)));

        assertThat(certificate.grade()).isEqualTo(Grade.C);
        assertThat(certificate.reasons())
                .containsExactly(new Reason(
                        "sampling_differs",
                        "The requests of simple-generation differ: GGUF up to 300 tokens at temperature 0, MLX up to 200"
                                + " tokens at temperature 0.7.",
                        "Run both builds anew with one config; a resumed run must not mix two."));
    }

    @Test
    void reasoningThatIsSetDifferentlyCapsAtC() {
        Certificate certificate = certificate(asked(new Parameters(300, 0, "off"), new Parameters(300, 0, "low")));

        assertThat(certificate.grade()).isEqualTo(Grade.C);
        assertThat(certificate.reasons())
                .containsExactly(new Reason(
                        "reasoning_differs",
                        "The requests of simple-generation set reasoning differently: GGUF off, MLX low.",
                        "Run both builds anew with one config; a resumed run must not mix two."));
    }

    @Test
    void reasoningThatWasNotSetIsUnknown() {
        assertThat(certificate(asked(new Parameters(300, 0, "off"), new Parameters(300, 0, null)))
                        .reasons())
                .isEmpty();
    }

    @Test
    void reasoningOfOneBuildOnlyCapsAtC() {
        RunFixture run = new RunFixture().start();
        long baseline = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, baseline, 1, Measured.of(1, 1));
        long candidate = run.load(CANDIDATE, 1, 1);
        run.reasoningTokens = 40L;
        run.generation(CANDIDATE, 1, candidate, 1, Measured.of(1, 1));
        run.generation(CANDIDATE, 1, candidate, 2, Measured.of(1, 1));

        Certificate certificate = certificate(run);
        assertThat(certificate.grade()).isEqualTo(Grade.C);
        assertThat(certificate.reasons())
                .containsExactly(new Reason(
                        "reasoning_of_one_only",
                        "MLX reasoned (80 tokens in all) and GGUF did not, so the two wrote different things.",
                        "Set reasoning explicitly to what both builds can, or choose builds with the same template."));
    }

    @Test
    void reasoningTokensThatAreNotCountedAreUnknown() {
        RunFixture run = new RunFixture().start();
        run.reasoningTokens = null;
        run.generation(BASELINE, 1, run.load(BASELINE, 1, 1), 1, Measured.of(1, 1));
        run.reasoningTokens = 40L;
        run.generation(CANDIDATE, 1, run.load(CANDIDATE, 1, 1), 1, Measured.of(1, 1));

        assertThat(certificate(run).reasons()).isEmpty();
    }

    @Test
    void aDraftModelCapsAtC() {
        RunFixture run = new RunFixture().start();
        run.generation(BASELINE, 1, run.load(BASELINE, 1, 1), 1, Measured.of(1, 1));
        run.generation(
                CANDIDATE,
                1,
                run.load(CANDIDATE, 1, 1),
                1,
                "measured",
                Measured.of(1, 1),
                List.of("speculative_decoding"),
                null);

        Certificate certificate = certificate(run);
        assertThat(certificate.grade()).isEqualTo(Grade.C);
        assertThat(certificate.reasons())
                .containsExactly(new Reason(
                        "speculative_decoding",
                        "A draft model helped MLX, so its decode speed is not the model's own.",
                        "Turn off speculative decoding for this model in LM Studio."));
    }

    @ParameterizedTest
    @CsvSource({"coalesced_stream", "server_figures_disagree", "short_output"})
    void whatNoVerdictRestsOnCapsNothing(String flag) {
        RunFixture run = loaded(new RunFixture());
        run.generation(CANDIDATE, 1, 3, 1, "measured", Measured.of(1, 1), List.of(flag), null);

        assertThat(certificate(run).grade()).isEqualTo(Grade.A);
    }

    @Test
    void theWorstCapIsTheGradeAndEveryDoubtIsListed() {
        RunFixture run = new RunFixture();
        run.candidateSize = 1_100_000_000L;
        run.candidateArchitecture = "mixtral";
        run.start();
        run.load(BASELINE, 1, 1);
        run.load(CANDIDATE, 1, 1.0, 1L, null, List.of("thermal"));

        Certificate certificate = certificate(run);
        assertThat(certificate.grade()).isEqualTo(Grade.C);
        assertThat(certificate.reasons())
                .extracting(Reason::id)
                .containsExactly("size_differs", "architecture_differs", "thermal");
    }

    private static RunFixture loaded(RunFixture run) {
        run.start();
        run.load(BASELINE, 1, 1);
        run.load(CANDIDATE, 1, 1);
        return run;
    }

    private static RunFixture asked(Parameters baseline, Parameters candidate) {
        RunFixture run = new RunFixture().start();
        run.parameters = baseline;
        run.generation(BASELINE, 1, run.load(BASELINE, 1, 1), 1, Measured.of(1, 1));
        run.parameters = candidate;
        run.generation(CANDIDATE, 1, run.load(CANDIDATE, 1, 1), 1, Measured.of(1, 1));
        return run;
    }

    private static Certificate certificate(RunFixture run) {
        return RunAnalysis.of(run.data()).summary().pairs().get(0).certificate();
    }
}
