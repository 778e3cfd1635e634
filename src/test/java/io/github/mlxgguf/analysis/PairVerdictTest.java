package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.verdict.Beside;
import io.github.mlxgguf.analysis.verdict.PairVerdict;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairVerdictTest {
    private static final long PEAK = 11_000_000_000L;
    private static final String CONFIDENCE = "certificate A, 3 loads of each";

    @Test
    void aWinnerIsBetterAtSomethingAndWorseAtNothing() {
        PairVerdict verdict = verdict(Measured.of(200, 50), PEAK, Measured.of(100, 100), PEAK);

        assertThat(verdict).isInstanceOfSatisfying(PairVerdict.Winner.class, winner -> assertThat(winner.side())
                .isEqualTo(Side.CANDIDATE));
        assertThat(verdict.headline())
                .isEqualTo("MLX decodes faster (2.00\u00a0× GGUF's speed, 2.00 to 2.00) and shows its first text sooner"
                        + " (0.500\u00a0× GGUF's time, 0.500 to 0.500); practically equal in peak memory growth (MLX"
                        + " 1.00\u00a0× GGUF, 1.00 to 1.00)");
        assertThat(verdict.confidence()).isEqualTo(CONFIDENCE);
    }

    @Test
    void theRatioIsThatOfTheWinnerToTheOther() {
        PairVerdict verdict = verdict(Measured.of(100, 100), PEAK, Measured.of(200, 50), 12_000_000_000L);

        assertThat(verdict).isInstanceOfSatisfying(PairVerdict.Winner.class, winner -> assertThat(winner.side())
                .isEqualTo(Side.BASELINE));
        assertThat(verdict.headline())
                .isEqualTo("GGUF decodes faster (2.00\u00a0× MLX's speed, 2.00 to 2.00), shows its first text sooner"
                        + " (0.500\u00a0× MLX's time, 0.500 to 0.500) and takes less memory (0.500\u00a0× MLX's growth,"
                        + " 0.500 to 0.500)");
    }

    @Test
    void eachBetterAtSomethingIsASplit() {
        PairVerdict verdict = verdict(Measured.of(200, 50), PEAK, Measured.of(200, 100), 12_000_000_000L);

        assertThat(verdict).isInstanceOf(PairVerdict.Split.class);
        assertThat(verdict.headline())
                .isEqualTo("MLX decodes faster (2.00\u00a0× GGUF's speed, 2.00 to 2.00); GGUF takes less memory"
                        + " (0.500\u00a0× MLX's growth, 0.500 to 0.500); practically equal in time to first text (MLX"
                        + " 1.00\u00a0× GGUF, 1.00 to 1.00)");
    }

    @Test
    void practicallyEqualInEverything() {
        PairVerdict verdict = verdict(Measured.of(200, 50), PEAK, Measured.of(202, 50), PEAK);

        assertThat(verdict).isInstanceOf(PairVerdict.Equal.class);
        assertThat(verdict.sentence())
                .isEqualTo("Practically equal in decode speed (MLX 1.00\u00a0× GGUF, 1.00 to 1.00), time to first text"
                        + " (MLX 1.01\u00a0× GGUF, 1.01 to 1.01) and peak memory growth (MLX 1.00\u00a0× GGUF, 1.00 to"
                        + " 1.00).");
    }

    @Test
    void undecidedNamesNoWinnerAndSaysHowManyRoundsWouldDecide() {
        RunFixture run = new RunFixture().start();
        double[] decode = {48, 52, 51};
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), PEAK);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, decode[round - 1]), PEAK);
        }
        PairVerdict verdict = FindingsOf.pair(run).verdict();

        // By hand: logs -0.0408220, 0.0392207, 0.0198026; mean 0.0060671, s = 0.0417503, half width 0.1037128.
        // Within the band at t s / sqrt(n) < 0.0234917: n = 15 gives 0.0231205, n = 14 gives 0.0241059.
        assertThat(verdict).isInstanceOf(PairVerdict.Undecided.class);
        assertThat(verdict.headline())
                .isEqualTo(
                        "Practically equal in time to first text (MLX 1.00\u00a0× GGUF, 1.00 to 1.00) and peak memory"
                                + " growth (MLX 1.00\u00a0× GGUF, 1.00 to 1.00); decode speed undecided (MLX 1.01\u00a0× GGUF,"
                                + " 0.907 to 1.12)");
    }

    @Test
    void aDifferenceAtTheEdgeOfTheBandMayTakeMoreRoundsThanAnyoneMakes() {
        RunFixture run = new RunFixture().start();
        double[] decode = {30, 51, 84};
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), PEAK);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, decode[round - 1]), PEAK);
        }

        assertThat(FindingsOf.row(run, Figure.DECODE_TOKENS_PER_SECOND, RunFixture.SIMPLE, null)
                        .why())
                .isEqualTo("the interval includes 1; more than 100 more rounds would be needed");
    }

    @Test
    void belowCThereAreFiguresAndNoWinner() {
        RunFixture run = new RunFixture();
        run.candidateSize = 2_000_000_000L;
        run.start().measureThreeRounds();

        assertThat(FindingsOf.pair(run).verdict()).isInstanceOf(PairVerdict.NotComparable.class);
        assertThat(FindingsOf.pair(run).lead())
                .isEqualTo("No winner: decode speed MLX 2.00\u00a0× GGUF, 2.00 to 2.00; time to first text MLX"
                        + " 0.999\u00a0× GGUF, 0.882 to 1.13; peak memory growth MLX 1.25\u00a0× GGUF, 1.25 to"
                        + " 1.25.");
        assertThat(FindingsOf.pair(run).confidence())
                .isEqualTo("Certificate D (size_differs): the two builds are not the same work.");
    }

    @Test
    void aRunWithoutGenerationsIsAboutItsLoads() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 4; round++) {
            run.load(BASELINE, round, 4);
            run.load(CANDIDATE, round, 1);
        }

        assertThat(FindingsOf.pair(run).lead())
                .isEqualTo("MLX loads faster again (0.250\u00a0× GGUF's time, 0.250 to 0.250).");
        assertThat(FindingsOf.pair(run).confidence()).isEqualTo("Certificate A, 3 loads of each.");
    }

    @Test
    void nothingMeasuredSaysWhy() {
        RunFixture run = new RunFixture()
                .impossible(BASELINE, RunFixture.SIMPLE, 1, "not downloaded", null)
                .start();

        assertThat(FindingsOf.pair(run).verdict()).isInstanceOf(PairVerdict.NothingMeasured.class);
        assertThat(FindingsOf.pair(run).lead())
                .isEqualTo("Nothing was measured. GGUF, simple-generation: not downloaded.");
    }

    @Test
    void aLeakStandsBehindTheWinnersAndBeforeWhatIsOpen() {
        String leak = "GGUF's worker grows by 2.00 MB with every request (1.99 to 2.01, 30 requests, 1 load)";
        PairVerdict verdict =
                withBeside(undecidedDecode(), new Beside(List.of(leak), List.of("busy_machine", "not_settled")));

        assertThat(verdict.sentence())
                .isEqualTo("MLX takes less memory (0.500\u00a0× GGUF's growth, 0.500 to 0.500); " + leak
                        + "; practically equal in time to first text (MLX 1.00\u00a0× GGUF, 1.00 to 1.00); decode speed"
                        + " undecided (MLX 1.01\u00a0× GGUF, 0.907 to 1.12).");
        assertThat(verdict.confidenceSentence())
                .isEqualTo("Certificate A (busy_machine, not_settled), 3 loads of each.");
    }

    @Test
    void ofManyDoubtsTheFirstFourAreNamed() {
        PairVerdict verdict =
                withBeside(undecidedDecode(), new Beside(List.of(), List.of("a", "b", "c", "d", "e", "f")));

        assertThat(verdict.confidence()).isEqualTo("certificate A (a, b, c, d and 2 more), 3 loads of each");
    }

    @Test
    void halfAPairTellsOfItsLeakAsWell() {
        RunFixture run = undecidedDecode();
        PairVerdict verdict = PairVerdict.of(
                "GGUF",
                "MLX",
                Set.of("GGUF"),
                Grade.A,
                new Beside(List.of("GGUF's worker jumped by about 64.0 MB (30 requests, 1 load)"), List.of()),
                FindingsOf.pair(run).metrics(),
                "MLX is not downloaded");

        assertThat(verdict.sentence())
                .isEqualTo(
                        "Nothing was measured on MLX, so there is no comparison. MLX is not downloaded. GGUF's worker"
                                + " jumped by about 64.0 MB (30 requests, 1 load).");
    }

    /** The candidate takes half the memory, and its decode speed scatters. */
    private static RunFixture undecidedDecode() {
        RunFixture run = new RunFixture().start();
        double[] decode = {48, 52, 51};
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 12_000_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, decode[round - 1]), PEAK);
        }
        return run;
    }

    private static PairVerdict withBeside(RunFixture run, Beside beside) {
        return PairVerdict.of(
                "GGUF",
                "MLX",
                Set.of("GGUF", "MLX"),
                Grade.A,
                beside,
                FindingsOf.pair(run).metrics(),
                null);
    }

    private static PairVerdict verdict(Measured baseline, long peak, Measured candidate, long otherPeak) {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, baseline, peak);
            run.halfRound(CANDIDATE, round, 1, candidate, otherPeak);
        }
        return FindingsOf.pair(run).verdict();
    }
}
