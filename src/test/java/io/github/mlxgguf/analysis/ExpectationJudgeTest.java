package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.SIMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.Outcome;
import io.github.mlxgguf.analysis.summary.RunSummary.JudgedExpectation;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.config.ExpectationMetric;
import io.github.mlxgguf.record.ExpectationInfo;
import io.github.mlxgguf.record.FailureInfo;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectationJudgeTest {
    private static ExpectationInfo expect(String metric, String operator, double bound) {
        return new ExpectationInfo(
                metric, ExpectationMetric.fromId(metric).orElseThrow().defaultScenario(), operator, bound);
    }

    private static RunFixture expecting(String metric, String operator, double bound) {
        RunFixture run = new RunFixture();
        run.expectations = List.of(expect(metric, operator, bound));
        return run;
    }

    private static JudgedExpectation judged(RunFixture run) {
        return RunAnalysis.of(run.data())
                .pairs()
                .get(0)
                .summary()
                .expectations()
                .get(0);
    }

    private static String said(RunFixture run) {
        return judged(run).outcome() + " " + judged(run).text();
    }

    @Test
    void everyRatioIsAMetricOfTheSummary() {
        assertThat(Arrays.stream(ExpectationMetric.values())
                        .filter(metric -> metric != ExpectationMetric.LEAK_MB_PER_REQUEST)
                        .map(ExpectationMetric::summaryMetric))
                .hasSize(7)
                .isSubsetOf(Arrays.stream(Figure.values()).map(Figure::id).toList());
    }

    @Test
    void metByTheWholeInterval() {
        RunFixture run = expecting("decode_ratio", ">=", 2).start().measureThreeRounds();

        assertThat(judged(run))
                .isEqualTo(new JudgedExpectation(
                        "decode_ratio",
                        SIMPLE,
                        ">= 2.0",
                        Outcome.MET,
                        "Met: decode speed in simple-generation is MLX 2.00 × GGUF, 95 % interval 2.00 to 2.00 (each 9 values"
                                + " from 3 loads), and all of the interval is >= 2.0."));
        assertThat(judged(run).title()).isEqualTo("decode_ratio >= 2.0");
    }

    @Test
    void violatedByTheWholeInterval() {
        assertThat(said(expecting("peak_memory_ratio", "<=", 0.8).start().measureThreeRounds()))
                .isEqualTo(
                        "VIOLATED Violated: peak memory growth in simple-generation is MLX 1.25 × GGUF, 95 % interval 1.25 to"
                                + " 1.25 (each 3 values from 3 loads), and none of the interval is <= 0.8.");
    }

    @Test
    void undecidedWhereTheIntervalHoldsTheBound() {
        // Half-width 0.12432362 at 3 loads; at 4 it would be 0.640552 of that = 0.0796, at 7 (t = 2.44691) 0.0463, at 8
        // (t = 2.36462) 0.04184. From 0.99917 to 0.955 it is ln = 0.04521 on the log scale, so 8 are needed.
        assertThat(said(expecting("ttft_ratio", "<=", 0.955).start().measureThreeRounds()))
                .isEqualTo(
                        "UNDECIDED Undecided: time to first text in simple-generation is MLX 0.999 × GGUF, 95 % interval 0.882"
                                + " to 1.13 (each 9 values from 3 loads), and only a part of the interval is <= 0.955: about 5 more"
                                + " loads needed if they spread as these did.");
    }

    @Test
    void undecidedForGoodWhereTheRatioSitsOnTheBound() {
        assertThat(said(expecting("ttft_ratio", "<", 1).start().measureThreeRounds()))
                .endsWith(
                        "and only a part of the interval is < 1.0: more than 100 more loads needed, because the ratio is so near"
                                + " to the bound.");
    }

    @Test
    void undecidedByTooFewLoads() {
        RunFixture run = expecting("decode_ratio", ">=", 2).start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 11_000_000_000L);
        run.halfRound(CANDIDATE, 1, 1, Measured.of(200, 150), 11_000_000_000L);
        assertThat(said(run))
                .isEqualTo(
                        "UNDECIDED Undecided: decode speed in simple-generation is MLX 3.00 × GGUF (each 3 values from 1"
                                + " load), >= 2.0 was expected, and an interval needs 3 loads of each build: 2 more loads needed.");

        run.halfRound(CANDIDATE, 2, 1, Measured.of(200, 150), 11_000_000_000L);
        run.halfRound(BASELINE, 2, 1, Measured.of(200, 50), 11_000_000_000L);
        assertThat(said(run))
                .endsWith("(each 6 values from 2 loads), >= 2.0 was expected, and an interval needs 3 loads of each"
                        + " build: 1 more load needed.");
    }

    @Test
    void aRepeatedLoadIsOneFewerThanTheRounds() {
        assertThat(said(expecting("load_ratio", "<", 1).start().measureThreeRounds()))
                .isEqualTo(
                        "UNDECIDED Undecided: repeated load time in cold-start is MLX 0.500 × GGUF (each 2 values from 2"
                                + " loads), < 1.0 was expected, and an interval needs 3 loads of each build: 1 more load needed.");
    }

    @Test
    void unknownWhereAHalfIsMissing() {
        RunFixture run = expecting("decode_ratio", ">=", 2);
        run.candidateKey = null;
        run.planned(BASELINE, SIMPLE, 1).impossible(CANDIDATE, SIMPLE, 1, "not downloaded", null);
        run.start().halfRound(BASELINE, 1, 1, Measured.of(200, 50), 11_000_000_000L);

        assertThat(said(run))
                .isEqualTo("UNKNOWN Not measurable: decode speed in simple-generation has no value for MLX. MLX: not"
                        + " downloaded.");
    }

    @Test
    void unknownWhereAHalfFailed() {
        RunFixture run = expecting("decode_ratio", ">=", 2).start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 11_000_000_000L);
        FailureInfo refused = new FailureInfo("load_refused", "the guardrail refused the load");
        run.load(CANDIDATE, 1, null, 10_000_000_000L, refused, List.of());

        assertThat(said(run))
                .isEqualTo(
                        "UNKNOWN Not measurable: decode speed in simple-generation has no value for MLX. MLX, round 1, load:"
                                + " the guardrail refused the load.");
    }

    @Test
    void unknownWhereNoHalfCouldRun() {
        RunFixture run = expecting("decode_ratio", ">=", 2)
                .impossible(BASELINE, SIMPLE, 1, "The GGUF build is not downloaded.", null)
                .impossible(CANDIDATE, SIMPLE, 1, "The MLX build is not downloaded.", null)
                .start();

        assertThat(said(run))
                .isEqualTo(
                        "UNKNOWN Not measurable: this run has no decode speed in simple-generation. GGUF: The GGUF build is"
                                + " not downloaded.");
    }

    @Test
    void unknownWhereTheScenarioWasNotRun() {
        RunFixture run = new RunFixture();
        run.expectations = List.of(new ExpectationInfo("decode_ratio", "moe", ">", 1));
        run.start().measureThreeRounds();

        assertThat(judged(run).title()).isEqualTo("decode_ratio@moe > 1.0");
        assertThat(said(run)).isEqualTo("UNKNOWN Not measurable: this run has no decode speed in moe.");
    }

    @Test
    void aCertificateOfDWithholdsTheJudgementAndShowsTheFigures() {
        RunFixture run = expecting("decode_ratio", ">=", 2);
        run.candidateSize = 1_200_000_000L;

        assertThat(said(run.start().measureThreeRounds()))
                .isEqualTo(
                        "UNKNOWN No judgement: decode speed in simple-generation is MLX 2.00 × GGUF, 95 % interval 2.00 to 2.00"
                                + " (each 9 values from 3 loads), but the certificate is D: the two builds are not the same work.");
    }

    @Test
    void answersOfDifferentLengthWithholdTheJudgement() {
        RunFixture run = expecting("effective_ratio", ">", 1).start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_000_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(100, 50).outputTokens(106), 11_000_000_000L);
        }

        assertThat(said(run))
                .isEqualTo(
                        "UNKNOWN No judgement: effective speed in simple-generation is 50.0 tokens/s for GGUF and 50.0 tokens/s"
                                + " for MLX (each 9 values from 3 loads), but the answers differ in length: median 100 tokens by GGUF,"
                                + " 106 by MLX.");
    }

    @Test
    void memoryThatDidNotGrowIsNotJudged() {
        RunFixture run = expecting("peak_memory_ratio", "<=", 0.8).start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 10_000_000_000L);
        run.halfRound(CANDIDATE, 1, 1, Measured.of(200, 50), 11_000_000_000L);

        assertThat(said(run))
                .isEqualTo(
                        "UNKNOWN No judgement: peak memory growth in simple-generation is 0 MB for GGUF and 1000 MB for MLX"
                                + " (each 1 value from 1 load), but in a round memory did not grow above its baseline, and a ratio to"
                                + " nothing has no meaning.");
    }

    @Test
    void whatANewerVersionExpectsIsShownAndNotJudged() {
        RunFixture run = new RunFixture();
        run.expectations = List.of(new ExpectationInfo("joules_ratio", SIMPLE, "<=", 0.5));
        run.start().measureThreeRounds();

        assertThat(judged(run))
                .isEqualTo(new JudgedExpectation(
                        "joules_ratio",
                        SIMPLE,
                        "<= 0.5",
                        Outcome.UNKNOWN,
                        "Not measurable: this version of the suite does not know this expectation."));
    }

    @Test
    void aLeakIsUnknownWithoutAFigure() {
        assertThat(said(expecting("leak_mb_per_request", "<", 1).start().measureThreeRounds()))
                .isEqualTo("UNKNOWN Not measurable: this run has no leak figure.");
    }

    @Test
    void eachBuildMustMeetALeakExpectation() {
        Leak none = leak(BASELINE, 0.0, -0.1, 0.1);

        assertThat(leaks(none, leak(CANDIDATE, 0.5, 0.4, 0.6)))
                .isEqualTo(
                        "MET Met: memory kept per request is 0 MB for GGUF (95 % interval −0.100 to 0.100) and 0.500 MB for MLX"
                                + " (95 % interval 0.400 to 0.600), and < 1.0 was expected of each.");
        assertThat(leaks(none, leak(CANDIDATE, 2.0, 1.5, 2.5)))
                .startsWith("VIOLATED Violated: memory kept per request is 0 MB for GGUF")
                .endsWith("2.00 MB for MLX (95 % interval 1.50 to 2.50), and < 1.0 was expected of each.");
        assertThat(leaks(none, leak(CANDIDATE, 1.0, 0.5, 1.5)))
                .endsWith(
                        "and < 1.0 was expected of each; more prompts (scenarios.leak-detection.prompts) narrow an interval.");
        assertThat(leaks(none, leak(CANDIDATE, 0.5, null, null)))
                .startsWith("UNDECIDED ")
                .contains("0.500 MB for MLX (no interval)");
        assertThat(leaks(none))
                .isEqualTo(
                        "UNKNOWN Not measurable: memory kept per request is 0 MB for GGUF (95 % interval −0.100 to 0.100) and"
                                + " unknown for MLX.");
        assertThat(leaks(leak(BASELINE, 2.0, 1.5, 2.5))).startsWith("VIOLATED ");
    }

    @Test
    void ofSeveralLoadsTheWorstCountsAndTheWholeSystemDoesNot() {
        Leak none = leak(BASELINE, 0.0, -0.1, 0.1);
        Leak system = new Leak(CANDIDATE, 1, LeakClass.LINEAR, "committed_bytes", 30, 9.0, 8.0, 10.0, 0.1, null);

        assertThat(leaks(none, leak(CANDIDATE, 0.1, 0.0, 0.2), system)).startsWith("MET ");
        assertThat(leaks(none, leak(CANDIDATE, 0.1, 0.0, 0.2), leak(CANDIDATE, 2.0, 1.5, 2.5)))
                .startsWith("VIOLATED ")
                .contains("2.00 MB for MLX");
        assertThat(leaks(none, leak(CANDIDATE, 0.1, 0.0, 0.2), leak(CANDIDATE, 0.2, 0.1, 0.3)))
                .contains("0.200 MB for MLX");
        assertThat(leaks(none, system)).startsWith("UNKNOWN ").contains("unknown for MLX.");
    }

    @Test
    void tooFewRequestsForALeakExpectationAreCounted() {
        Leak few = new Leak(CANDIDATE, 1, LeakClass.INSUFFICIENT, "worker_anon_bytes", 5, null, null, null, null, null);

        assertThat(leaks(leak(BASELINE, 0.0, -0.1, 0.1), few))
                .startsWith("UNKNOWN ")
                .endsWith("unknown for MLX (5 requests, and 8 are needed).");
    }

    private static Leak leak(String variant, double slope, @Nullable Double low, @Nullable Double high) {
        return new Leak(variant, 1, LeakClass.LINEAR, "worker_anon_bytes", 30, slope, low, high, 0.1, null);
    }

    private static String leaks(Leak... leaks) {
        RunFixture run = expecting("leak_mb_per_request", "<", 1).start();
        PairEvidence pair = PairEvidence.of(
                run.data(), run.data().run().orElseThrow().pairs().get(0));
        JudgedExpectation judged = new ExpectationJudge(pair, Grade.A, List.of(), List.of(leaks), List.of(), List.of())
                .judge()
                .get(0);
        return judged.outcome() + " " + judged.text();
    }
}
