package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.PairVerdict;
import io.github.mlxgguf.record.FailureInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunAnalysisTest {
    @Test
    void equalRatiosInEveryRoundGiveAnIntervalOfNoWidth() {
        MetricFinding decode = row(RunFixture.threeRounds(), Figure.DECODE_TOKENS_PER_SECOND);

        Ratio ratio = ratio(decode);
        assertThat(ratio.value()).isCloseTo(2, within(1e-12));
        assertThat(ratio.low()).isCloseTo(2, within(1e-12));
        assertThat(ratio.high()).isCloseTo(2, within(1e-12));
        assertThat(decode.metric().provisional()).isFalse();
        assertThat(decode.metric().verdict()).isEqualTo(Verdict.CANDIDATE);
        assertThat(decode.why()).isNull();
        assertThat(decode.metric().baseline()).satisfies(SideFigures.is(50.0, 9, 3, 9, 9));
        assertThat(decode.metric().candidate()).satisfies(SideFigures.is(100.0, 9, 3, 9, 9));
    }

    @Test
    void intervalIsThePairedTIntervalOnLogRatios() {
        // By hand: logs of 0.95, 1.05, 1 are -0.0512933, 0.0487902, 0; mean -0.00083437, s = 0.05004695,
        // t(0.975; 2) = 4.30265, half width 4.30265 * s / sqrt(3) = 0.12432362.
        MetricFinding ttft = row(RunFixture.threeRounds(), Figure.TTFT_MS);

        Ratio ratio = ratio(ttft);
        assertThat(ratio.value()).isCloseTo(Math.exp(-0.00083437), within(1e-6));
        assertThat(ratio.low()).isCloseTo(Math.exp(-0.00083437 - 0.12432362), within(1e-5));
        assertThat(ratio.high()).isCloseTo(Math.exp(-0.00083437 + 0.12432362), within(1e-5));
        assertThat(ttft.metric().verdict()).isEqualTo(Verdict.UNDECIDED);
        // By hand: all of the interval is in the band if its half width is below ln 1.03 + 0.00083437 = 0.0303932 or
        // below
        // -ln 0.97 - 0.00083437 = 0.0296248; t(0.975; 13) s / sqrt(14) = 0.0288962, t(0.975; 12) s / sqrt(13) =
        // 0.0302431.
        assertThat(ttft.metric().moreRounds()).isEqualTo(11);
        assertThat(ttft.why())
                .isEqualTo(
                        "the interval includes 1; about 11 more rounds would decide if the loads keep their ratio and spread");
        assertThat(ttft.judgement().words("GGUF", "MLX"))
                .isEqualTo(
                        "undecided – the interval includes 1; about 11 more rounds would decide if the loads keep their ratio and spread");
    }

    @Test
    void lowerIsBetterTurnsTheVerdict() {
        // Every baseline grows by 1.2 GB, every candidate by 1.5 GB.
        MetricFinding headline = row(RunFixture.threeRounds(), Figure.HEADLINE_BYTES);

        assertThat(headline.metric().baseline()).satisfies(SideFigures.is(1.2e9, 3, 3, 3, 3));
        assertThat(headline.metric().candidate()).satisfies(SideFigures.is(1.5e9, 3, 3, 3, 3));
        assertThat(ratio(headline).value()).isCloseTo(1.25, within(1e-12));
        assertThat(headline.metric().verdict()).isEqualTo(Verdict.BASELINE);
    }

    @Test
    void efficiencyIsSizeOverGrowth() {
        MetricFinding efficiency = row(RunFixture.threeRounds(), Figure.EFFICIENCY);

        assertThat(efficiency.metric().baseline().median()).isCloseTo(1 / 1.2, within(1e-12));
        assertThat(efficiency.metric().candidate().median()).isCloseTo(1.01 / 1.5, within(1e-12));
    }

    @Test
    void efficiencyIsUnknownWhereMemoryDidNotGrow() {
        RunFixture run =
                new RunFixture().planned(BASELINE, RunFixture.SIMPLE, 1).start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 10_000_000_000L);

        assertThat(row(run, Figure.HEADLINE_BYTES).metric().baseline().median()).isZero();
        assertThat(row(run, Figure.EFFICIENCY).metric().baseline()).satisfies(SideFigures.is(null, 0, 0, 1, 1));
    }

    @Test
    void efficiencyIsNoMedianOfTheRoundsThatAreLeft() {
        RunFixture run = new RunFixture().start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 11_000_000_000L);
        run.halfRound(BASELINE, 2, 1, Measured.of(200, 50), 9_000_000_000L);

        assertThat(row(run, Figure.HEADLINE_BYTES).metric().baseline()).satisfies(SideFigures.is(0.0, 2, 2, 2, 2));
        assertThat(row(run, Figure.EFFICIENCY).metric().baseline()).satisfies(SideFigures.is(null, 0, 0, 2, 2));
    }

    @Test
    void wholeIntervalInsideTheBandIsEqual() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_000_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(202, 50), 11_000_000_000L);
        }

        assertThat(ratio(row(run, Figure.TTFT_MS)).low()).isCloseTo(1.01, within(1e-12));
        assertThat(row(run, Figure.TTFT_MS).metric().verdict()).isEqualTo(Verdict.EQUAL);
    }

    @Test
    void twoLoadsAreProvisionalWithoutInterval() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 2; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_000_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(100, 50), 11_000_000_000L);
        }

        MetricFinding ttft = row(run, Figure.TTFT_MS);
        assertThat(ratio(ttft)).isEqualTo(new Ratio(ratio(ttft).value(), null, null, null));
        assertThat(ratio(ttft).value()).isCloseTo(0.5, within(1e-12));
        assertThat(ttft.metric().provisional()).isTrue();
        assertThat(ttft.metric().verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(ttft.why()).isEqualTo("provisional: 2 loads of each, an interval needs 3");
        assertThat(ttft.metric().moreRounds()).isEqualTo(1);
        assertThat(pair(run).verdict()).isInstanceOf(PairVerdict.Provisional.class);
        assertThat(pair(run).lead())
                .isEqualTo("No winner yet: decode speed MLX 1.00\u00a0× GGUF; time to first text MLX 0.500\u00a0× GGUF;"
                        + " peak memory growth MLX 1.00\u00a0× GGUF.");
        assertThat(pair(run).confidence())
                .isEqualTo("Certificate A, 2 loads of each, provisional: an interval needs 3 loads of each.");
    }

    @Test
    void firstLoadAndRepeatedLoadsAreNeverAveraged() {
        RunFixture run = RunFixture.threeRounds();

        MetricFinding first = row(run, Figure.FIRST_LOAD_SECONDS);
        assertThat(first.metric().baseline()).satisfies(SideFigures.is(4.0, 1, 1, 1, 1));
        assertThat(first.metric().candidate()).satisfies(SideFigures.is(3.0, 1, 1, 1, 1));
        assertThat(ratio(first)).isEqualTo(new Ratio(ratio(first).value(), null, null, null));
        assertThat(first.why()).isEqualTo("provisional: each build has one first load only");

        MetricFinding repeated = row(run, Figure.LOAD_SECONDS);
        assertThat(repeated.metric().scenario()).isEqualTo("cold-start");
        assertThat(repeated.metric().baseline()).satisfies(SideFigures.is(2.0, 2, 2, 2, 2));
        assertThat(ratio(repeated).value()).isCloseTo(0.5, within(1e-12));
        assertThat(repeated.metric().provisional()).isTrue();
    }

    @Test
    void loadTimesOfDifferentWaysAreNotCompared() {
        RunFixture run = new RunFixture();
        run.candidateVia = "cli";
        run.start().measureThreeRounds();

        MetricFinding load = row(run, Figure.LOAD_SECONDS);
        assertThat(load.metric().ratio()).isEqualTo(new Ratio(null, null, null, null));
        assertThat(load.metric().verdict()).isEqualTo(Verdict.WITHHELD);
        assertThat(load.why())
                .isEqualTo("the builds were loaded in different ways (cli, rest), whose times are not comparable");
    }

    @Test
    void answersOfDifferentLengthWithholdWhatHangsOnLength() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            run.joulesPerToken = 2.5;
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_000_000_000L);
            run.joulesPerToken = 0.7;
            run.halfRound(CANDIDATE, round, 1, Measured.of(100, 50).outputTokens(106), 11_000_000_000L);
        }

        for (Figure figure : List.of(Figure.E2E_MS, Figure.EFFECTIVE_TOKENS_PER_SECOND, Figure.JOULES_PER_TOKEN)) {
            MetricFinding row = row(run, figure);
            assertThat(row.metric().ratio()).isEqualTo(new Ratio(null, null, null, null));
            assertThat(row.metric().verdict()).isEqualTo(Verdict.WITHHELD);
            assertThat(row.why()).isEqualTo("the answers differ in length: median 100 tokens by GGUF, 106 by MLX");
            assertThat(row.metric().baseline().median()).isNotNull();
        }
        assertThat(row(run, Figure.TTFT_MS).metric().verdict()).isEqualTo(Verdict.CANDIDATE);
    }

    @Test
    void answersWithinFivePercentAreCompared() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_000_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, 50).outputTokens(105), 11_000_000_000L);
        }

        assertThat(row(run, Figure.E2E_MS).metric().verdict()).isEqualTo(Verdict.EQUAL);
    }

    @Test
    void warmUpsVoidAndFailedGenerationsNeverCount() {
        RunFixture run =
                new RunFixture().planned(BASELINE, RunFixture.SIMPLE, 1).start();
        long seq = run.load(BASELINE, 1, 1);
        Measured wrong = Measured.of(9_999, 1);
        run.generation(BASELINE, 1, seq, 1, "warmup", wrong, List.of(), null);
        run.generation(BASELINE, 1, seq, 1, "consistency", wrong, List.of(), null);
        run.generation(BASELINE, 1, seq, 1, Measured.of(200, 50));
        run.generation(BASELINE, 1, seq, 2, "measured", wrong, List.of("load_event_inside_request"), null);
        FailureInfo cut = new FailureInfo("stream_cut", "the stream ended before its last event");
        run.generation(BASELINE, 1, seq, 3, "measured", wrong, List.of(), cut);
        run.generation(BASELINE, 1, seq, 4, "measured", wrong, List.of("superseded"), null);
        run.cell(BASELINE, 1, seq, "broken", null, cut, List.of());

        assertThat(row(run, Figure.TTFT_MS).metric().baseline()).satisfies(SideFigures.is(200.0, 1, 1, 1, 3));
        assertThat(RunAnalysis.of(run.data()).failures())
                .extracting(failure -> failure.what() + " | " + failure.kind())
                .containsExactly("simple-generation measured 2 | void", "simple-generation measured 3 | stream_cut");
    }

    @Test
    void aLoadDuringWhichTheMachineSleptGivesNoTimeAndNoMemory() {
        RunFixture run =
                new RunFixture().planned(BASELINE, RunFixture.SIMPLE, 1).start();
        long slept = run.load(BASELINE, 1, 99.0, 5_000_000_000L, null, List.of("slept"));
        run.generation(BASELINE, 1, slept, 1, Measured.of(200, 50));
        run.cell(BASELINE, 1, slept, 11_200_000_000L);

        assertThat(row(run, Figure.FIRST_LOAD_SECONDS).metric().baseline()).satisfies(SideFigures.is(null, 0, 0, 0, 1));
        assertThat(row(run, Figure.HEADLINE_BYTES).metric().baseline())
                .as("its baseline is void")
                .satisfies(SideFigures.is(null, 0, 0, 0, 1));
        assertThat(row(run, Figure.TTFT_MS).metric().baseline())
                .as("a generation after the sleep counts")
                .satisfies(SideFigures.is(200.0, 1, 1, 1, 1));
        assertThat(pair(run).summary().memory()).isEmpty();
        assertThat(RunAnalysis.of(run.data()).loads()).singleElement().satisfies(load -> assertThat(load.isVoid())
                .isTrue());
    }

    @Test
    void aCellDuringWhichTheMachineSleptGivesNoMemoryAndIsNamed() {
        RunFixture run = new RunFixture()
                .planned(BASELINE, RunFixture.SIMPLE, 1)
                .planned(BASELINE, RunFixture.SIMPLE, 2)
                .start();
        long first = run.load(BASELINE, 1, 2.0);
        run.generation(BASELINE, 1, first, 1, "measured", Measured.of(9_999, 1), List.of("slept"), null);
        run.sleptCell(BASELINE, 1, first, 15_000_000_000L);
        long second = run.load(BASELINE, 2, 2.0);
        run.cell(BASELINE, 2, second, 11_200_000_000L);

        assertThat(row(run, Figure.HEADLINE_BYTES).metric().baseline()).satisfies(SideFigures.is(1.2e9, 1, 1, 1, 2));
        assertThat(pair(run).summary().memory())
                .filteredOn(memory -> memory.phase().equals("decode"))
                .extracting(RunSummary.Memory::peakBytes)
                .containsExactly(11_200_000_000L);
        assertThat(RunAnalysis.of(run.data()).failures())
                .extracting(failure -> failure.what() + " | " + failure.kind() + " | " + failure.message())
                .containsExactly(
                        "simple-generation measured 1 | void | The machine slept, or its clock was set, so what was open at that"
                                + " time is void.");
    }

    @Test
    void aPairWithOneHalfShowsItAndSaysWhyTheOtherIsMissing() {
        RunFixture run = new RunFixture();
        run.candidateKey = null;
        run.candidateSize = null;
        run.planned(BASELINE, RunFixture.SIMPLE, 1)
                .impossible(CANDIDATE, RunFixture.SIMPLE, 1, "not downloaded", "lms get llama-3.2-1b-mlx")
                .impossible(CANDIDATE, RunFixture.SIMPLE, 2, "not downloaded", "lms get llama-3.2-1b-mlx")
                .start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 11_000_000_000L);
        run.end("completed");

        RunSummary.Pair pair = pair(run).summary();
        assertThat(pair.status()).isEqualTo("incomplete");
        assertThat(pair.reason()).isEqualTo("MLX, simple-generation: not downloaded");
        assertThat(pair.candidate().modelKey()).isNull();
        assertThat(pair.certificate().grade()).isEqualTo(Grade.D);
        assertThat(row(run, Figure.TTFT_MS).metric().baseline().median()).isEqualTo(200);
        assertThat(row(run, Figure.TTFT_MS).metric().candidate()).satisfies(SideFigures.is(null, 0, 0, 0, 0));
        assertThat(row(run, Figure.TTFT_MS).metric().verdict()).isEqualTo(Verdict.WITHHELD);
        assertThat(row(run, Figure.TTFT_MS).why()).isEqualTo("no value for MLX");
        assertThat(pair(run).lead())
                .isEqualTo("Nothing was measured on MLX, so there is no comparison. MLX, simple-generation: not"
                        + " downloaded.");
        assertThat(RunAnalysis.of(run.data()).incomplete()).singleElement().satisfies(cell -> {
            assertThat(cell.rounds()).containsExactly(1, 2);
            assertThat(cell.remedy()).isEqualTo("lms get llama-3.2-1b-mlx");
        });
    }

    @Test
    void aLoadThatFailsMakesThePairFailedAndCountsAsAttempted() {
        RunFixture run =
                new RunFixture().planned(BASELINE, RunFixture.SIMPLE, 1).planned(CANDIDATE, RunFixture.SIMPLE, 1);
        run.start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 11_000_000_000L);
        FailureInfo refused = new FailureInfo("load_refused", "the guardrail refused the load");
        run.load(CANDIDATE, 1, null, 10_000_000_000L, refused, List.of());
        run.cell(CANDIDATE, 1, null, "skipped", "model did not load", null, List.of());

        RunFindings findings = RunAnalysis.of(run.data());
        assertThat(pair(run).summary().status()).isEqualTo("failed");
        assertThat(pair(run).summary().reason()).isEqualTo("MLX, round 1, load: the guardrail refused the load");
        assertThat(row(run, Figure.FIRST_LOAD_SECONDS).metric().candidate())
                .satisfies(SideFigures.is(null, 0, 0, 0, 1));
        assertThat(findings.incomplete())
                .extracting(RunFindings.IncompleteCell::reason)
                .containsExactly("model did not load");
        assertThat(findings.loads()).extracting(RunFindings.LoadRow::failed).containsExactly(false, true);
    }

    @Test
    void cellsThatWereNotReachedComeWithTheCommandThatRunsThem() {
        RunFixture run = new RunFixture();
        run.planned(BASELINE, RunFixture.SIMPLE, 1)
                .planned(CANDIDATE, RunFixture.SIMPLE, 1)
                .start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 11_000_000_000L).end("interrupted");

        assertThat(RunAnalysis.of(run.data()).incomplete()).singleElement().satisfies(cell -> {
            assertThat(cell.reason()).isEqualTo("The run ended before this cell.");
            assertThat(cell.remedy()).isEqualTo("mvn verify -Pbenchmark -Dbench.resume=run-1");
        });
    }

    @Test
    void leadSaysWhatWasFoundWithItsInterval() {
        assertThat(pair(RunFixture.threeRounds()).lead())
                .isEqualTo("MLX decodes faster (2.00\u00a0× GGUF's speed, 2.00 to 2.00); GGUF takes less memory"
                        + " (0.800\u00a0× MLX's growth, 0.800 to 0.800); time to first text undecided (MLX 0.999\u00a0× GGUF,"
                        + " 0.882 to 1.13).");
        assertThat(pair(RunFixture.threeRounds()).confidence()).isEqualTo("Certificate A, 3 loads of each.");
    }

    @Test
    void memoryRowsSumUpPhasesOverRounds() {
        List<RunSummary.Memory> memory =
                pair(RunFixture.threeRounds()).summary().memory();

        assertThat(memory)
                .extracting(row -> row.variant() + " " + row.phase())
                .containsExactly(
                        "baseline baseline",
                        "baseline loaded",
                        "baseline prefill",
                        "baseline decode",
                        "baseline unloaded",
                        "candidate baseline",
                        "candidate loaded",
                        "candidate prefill",
                        "candidate decode",
                        "candidate unloaded");
        assertThat(memory.get(3))
                .isEqualTo(new RunSummary.Memory(
                        "baseline", "decode", "committed_bytes", 11_190_000_000L, 11_200_000_000L, 60));
        assertThat(memory.get(2).peakBytes()).isNull();
    }

    @Test
    void memoryOfALoadThatWasNotTheRightModelIsNotTheBuilds() {
        RunFixture run = new RunFixture().start();
        run.load(BASELINE, 1, 1.0, 10_000_000_000L, null, List.of());
        run.wrongModel(BASELINE, 2, 10_000_000_000L, 90_000_000_000L);

        assertThat(pair(run).summary().memory().stream()
                        .filter(row -> row.phase().equals("loaded")))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.medianBytes()).isEqualTo(11_100_000_000L);
                    assertThat(row.n()).isEqualTo(20);
                });
    }

    @Test
    void energyHasARowWhereItIsKnown() {
        assertThat(pair(RunFixture.threeRounds()).metrics())
                .extracting(MetricFinding::figure)
                .doesNotContain(Figure.JOULES_PER_TOKEN);

        RunFixture run = new RunFixture().planThreeRounds().start();
        run.joulesPerToken = 0.5;
        run.halfRound(BASELINE, 1, 4, Measured.of(200, 50), 11_200_000_000L);
        run.joulesPerToken = 0.25;
        run.halfRound(CANDIDATE, 1, 4, Measured.of(200, 50), 11_200_000_000L);

        MetricFinding energy = row(run, Figure.JOULES_PER_TOKEN);
        assertThat(energy.metric().baseline()).satisfies(SideFigures.is(0.5, 3, 1, 3, 3));
        assertThat(ratio(energy).value()).isEqualTo(0.5);
        assertThat(energy.metric().unit()).isEqualTo("J/token");
    }

    @Test
    void flagsAreCountedWithMeaningAndRemedy() {
        RunFixture run = new RunFixture().start();
        long seq = run.load(BASELINE, 1, 1.0, 1L, null, List.of("swap_grew"));
        run.generation(BASELINE, 1, seq, 1, "warmup", Measured.of(1, 1), List.of("server_figures_disagree"), null);
        run.generation(BASELINE, 1, seq, 1, "measured", Measured.of(1, 1), List.of("swap_grew", "no_such_flag"), null);

        assertThat(RunAnalysis.of(run.data()).summary().flags()).containsExactly("no_such_flag", "swap_grew");
        Conditions conditions = RunAnalysis.of(run.data()).conditions();
        assertThat(conditions.flags()).extracting(Conditions.FlagRow::records).containsExactly(1, 2);
        assertThat(conditions.flags()).allSatisfy(flag -> {
            assertThat(flag.meaning()).isNotBlank();
            assertThat(flag.remedy()).isNotBlank();
        });
    }

    private static PairFindings pair(RunFixture run) {
        return RunAnalysis.of(run.data()).pairs().get(0);
    }

    private static MetricFinding row(RunFixture run, Figure figure) {
        return pair(run).metrics().stream()
                .filter(row -> row.figure() == figure)
                .findFirst()
                .orElseThrow();
    }

    private static Ratio ratio(MetricFinding row) {
        return row.metric().ratio();
    }
}
