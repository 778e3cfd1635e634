package io.github.mlxgguf.analysis.certificate;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Config;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary.Certificate;
import io.github.mlxgguf.analysis.summary.RunSummary.Reason;
import io.github.mlxgguf.analysis.summary.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateIssuerTest {
    @ParameterizedTest
    @CsvSource({
        "1030000000, A",
        "970000000, A",
        "1030000001, B",
        "1080000000, B",
        "1080000001, C",
        "1150000000, C",
        "1150000001, D",
        "500000000, D"
    })
    void sizeDecidesTheGrade(long candidateSize, Grade grade) {
        RunFixture run = new RunFixture();
        run.candidateSize = candidateSize;

        assertThat(certificate(run).grade()).isEqualTo(grade);
    }

    @Test
    void equalWorkIsAWithoutReasons() {
        assertThat(certificate(new RunFixture()))
                .isEqualTo(new Certificate(
                        Grade.A,
                        List.of(),
                        List.of(
                                "Effective bits per weight, for information: GGUF 8.00, MLX 8.08 (size of the files divided"
                                        + " by the server's number of parameters, which is rounded).",
                                "The version of the gguf engine is unknown, so these figures cannot be tied to one.",
                                "The version of the mlx engine is unknown, so these figures cannot be tied to one.")));
    }

    @Test
    void sizeThatDiffersSaysByHowMuchAndWhatToDo() {
        RunFixture run = new RunFixture();
        run.candidateSize = 1_100_000_000L;

        assertThat(certificate(run).reasons())
                .containsExactly(new Reason(
                        "size_differs",
                        "The builds differ in size (GGUF 1000 MB, MLX 1100 MB, 10.0\u00a0% apart), so they hold different"
                                + " amounts of weights.",
                        "Choose builds with the same bits per weight."));
    }

    @Test
    void unknownSizeCapsAtB() {
        RunFixture run = new RunFixture();
        run.candidateSize = null;

        assertThat(certificate(run).grade()).isEqualTo(Grade.B);
        assertThat(certificate(run).reasons()).extracting(Reason::id).containsExactly("size_unknown");
    }

    @Test
    void intendedDifferenceOfSizeNeverLowersTheGrade() {
        RunFixture run = new RunFixture();
        run.varies = "quantization";
        run.candidateSize = 2_000_000_000L;

        assertThat(certificate(run).grade()).isEqualTo(Grade.A);
        assertThat(certificate(run).reasons()).extracting(Reason::id).containsExactly("size_differs_on_purpose");
    }

    @Test
    void quantisationsOfOtherBitsCapAtCWhateverTheSizesSay() {
        RunFixture run = new RunFixture();
        run.baselineQuantization = "Q4_K_M";

        assertThat(certificate(run).grade()).isEqualTo(Grade.C);
        assertThat(certificate(run).reasons())
                .containsExactly(new Reason(
                        "bits_differ",
                        "The quantisations hold different numbers of bits per weight: GGUF Q4_K_M, MLX 8bit,"
                                + " 75.3\u00a0% apart.",
                        "Choose builds with the same bits per weight."));
    }

    @ParameterizedTest
    @CsvSource({
        "Q6_K, format, A",
        "Q6_K, quantization, A",
        "Q5_K_M, format, C",
        "Q5_K_M, quantization, A",
        "auto, format, A"
    })
    void bitsCountWhereBothNamesTellThemAndThePairIsNotAboutThem(String quantization, String varies, Grade grade) {
        RunFixture run = new RunFixture();
        run.baselineQuantization = quantization;
        run.varies = varies;

        assertThat(certificate(run).grade()).isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                // asked, GGUF, MLX, grade, reason
                "8192, 8192, 8192, A, null",
                "8192, null, 4096, D, context_not_honoured",
                "8192, 8192, null, A, null",
                "8192, 8192, 32768, B, context_longer",
                "8192, 32768, 8192, D, context_not_honoured",
            },
            nullValues = "null")
    void contextInEffectDecides(
            int asked, @Nullable Integer gguf, @Nullable Integer mlx, Grade grade, @Nullable String reason) {
        RunFixture run = new RunFixture();
        run.baselineConfig = new Config(asked, gguf, 1);
        run.candidateConfig = new Config(asked, mlx, 1);

        assertThat(certificate(run).grade()).isEqualTo(grade);
        assertThat(certificate(run).reasons())
                .extracting(Reason::id)
                .isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    @Test
    void differentSlotsCapAtC() {
        RunFixture run = new RunFixture();
        run.candidateConfig = new Config(8192, 8192, 4);

        assertThat(certificate(run).grade()).isEqualTo(Grade.C);
        assertThat(certificate(run).reasons())
                .extracting(Reason::text)
                .containsExactly("The builds were loaded with different numbers of slots: GGUF [1], MLX [4].");
    }

    @Test
    void slotsOfAScenarioThatHasItsLoadToItselfCountToo() {
        RunFixture run = new RunFixture();
        run.start();
        run.load(BASELINE, 1, 1);
        run.load(CANDIDATE, 1, 1);
        run.loadScenario = "concurrency";
        run.baselineConfig = new Config(8192, 8192, 5);
        run.load(BASELINE, 1, 1);
        run.load(CANDIDATE, 1, 1);

        Certificate certificate =
                RunAnalysis.of(run.data()).summary().pairs().get(0).certificate();
        assertThat(certificate.grade()).isEqualTo(Grade.C);
        assertThat(certificate.reasons())
                .extracting(Reason::text)
                .containsExactly("The builds were loaded with different numbers of slots: GGUF [5], MLX [1].");
    }

    @Test
    void aContextThatWasNotHonouredWeighsMoreThanALongerOneOfTheOtherBuild() {
        RunFixture run = new RunFixture();
        run.baselineConfig = new Config(8192, 4096, 1);
        run.candidateConfig = new Config(8192, 16384, 1);

        assertThat(certificate(run).grade()).isEqualTo(Grade.D);
        assertThat(certificate(run).reasons()).extracting(Reason::id).containsExactly("context_not_honoured");
    }

    @ParameterizedTest
    @CsvSource({"1000, 1001, B", "1000, 1080, B", "1000, 1100, C", "1000, 1200, D"})
    void differentPromptTokensAreAtBestB(long baseline, long candidate, Grade grade) {
        RunFixture run = new RunFixture();
        run.start();
        run.halfRound(BASELINE, 1, 1, Measured.of(1, 1).inputTokens(baseline), 11_000_000_000L);
        run.halfRound(CANDIDATE, 1, 1, Measured.of(1, 1).inputTokens(candidate), 11_000_000_000L);

        Certificate certificate =
                RunAnalysis.of(run.data()).summary().pairs().get(0).certificate();
        assertThat(certificate.grade()).isEqualTo(grade);
        assertThat(certificate.reasons()).extracting(Reason::id).containsExactly("prompt_tokens_differ");
    }

    @ParameterizedTest
    @CsvSource({
        "swap_grew, C",
        "pressure, C",
        "other_model_resident, C",
        "low_memory, B",
        "thermal, B",
        "on_battery, B",
        "low_power_mode, B",
        "background_priority, B",
        "busy_machine, B",
        "not_cooled_down, B",
        "not_settled, B",
        "baseline_drifted, B",
        "orphan_workers, B",
        "sampler_late, B"
    })
    void whatTheMachineWentThroughCapsTheGrade(String flag, Grade cap) {
        RunFixture inACell = new RunFixture().start();
        inACell.load(BASELINE, 1, 1);
        inACell.load(CANDIDATE, 1, 1.0, 1L, null, List.of(flag));
        RunFixture betweenCells = new RunFixture().start();
        betweenCells.load(BASELINE, 1, 1);
        betweenCells.load(CANDIDATE, 1, 1);

        for (RunFixture run : List.of(inACell, betweenCells.end("completed", List.of(flag)))) {
            Certificate certificate =
                    RunAnalysis.of(run.data()).summary().pairs().get(0).certificate();
            assertThat(certificate.grade()).isEqualTo(cap);
            assertThat(certificate.reasons()).extracting(Reason::id).containsExactly(flag);
        }
    }

    @Test
    void belowCFiguresAreShownAndNoWinnerIsNamed() {
        RunFixture run = new RunFixture();
        run.candidateSize = 2_000_000_000L;
        run.start().measureThreeRounds();

        assertThat(RunAnalysis.of(run.data()).pairs().get(0).metrics()).allSatisfy(row -> {
            assertThat(row.metric().verdict()).isEqualTo(Verdict.WITHHELD);
            assertThat(row.metric().ratio().value()).isNotNull();
            assertThat(row.why()).isEqualTo("the certificate is D: the two builds are not the same work");
        });
    }

    private static Certificate certificate(RunFixture run) {
        run.start();
        run.load(BASELINE, 1, 1);
        run.load(CANDIDATE, 1, 1);
        return RunAnalysis.of(run.data()).summary().pairs().get(0).certificate();
    }
}
