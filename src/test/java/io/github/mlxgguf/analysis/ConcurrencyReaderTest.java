package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.FindingsOf.pair;
import static io.github.mlxgguf.analysis.FindingsOf.prompts;
import static io.github.mlxgguf.analysis.FindingsOf.row;
import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.analysis.RunFixture.Config;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.ScenarioFindings.Together;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.Memory;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.record.FailureInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConcurrencyReaderTest {
    private static final String SCENARIO = "concurrency";

    private static RunFixture prepared(int baselineSlots) {
        RunFixture run = new RunFixture();
        run.scenario = SCENARIO;
        run.loadScenario = SCENARIO;
        run.prompt = "entanglement-200-words";
        run.baselineConfig = new Config(8192, 8192, baselineSlots);
        run.candidateConfig = new Config(8192, 8192, 3);
        return run.start();
    }

    /**
     * 300 tokens from 1 s to 7 s are 50 tokens/s; the first texts come 200, 250 and 700 ms after their requests. Right after the
     * load 11.1 GB are committed, at most 11.6 while it answers, and 11.15 afterwards.
     */
    private static void threeAtOnce(RunFixture run, String variant) {
        long seq = run.load(variant, 1, 1);
        run.ask(run.prompt, 1000, 5000).generation(variant, 1, seq, 1, Measured.of(200, 30));
        run.ask(run.prompt, 1010, 7000).generation(variant, 1, seq, 2, Measured.of(700, 20));
        run.ask(run.prompt, 1020, 6000).generation(variant, 1, seq, 3, Measured.of(250, 25));
        memory(run, variant, seq, "passed", null);
    }

    private static void memory(
            RunFixture run, String variant, long seq, String outcome, @Nullable FailureInfo failure) {
        run.cell(
                variant,
                1,
                seq,
                outcome,
                null,
                failure,
                List.of(
                        phase("decode", 1, 11_500_000_000L, 11_600_000_000L),
                        phase("after", 1, 11_150_000_000L, 11_200_000_000L)));
    }

    @Test
    void oneValueALoadForWhatAllRequestsGiveTogether() {
        RunFixture run = prepared(3);
        threeAtOnce(run, BASELINE);

        assertThat(baseline(run, Figure.TOTAL_TOKENS_PER_SECOND)).satisfies(SideFigures.is(50.0, 1, 1, 3, 3));
        assertThat(baseline(run, Figure.TTFT_SPREAD_MS)).satisfies(SideFigures.is(500.0, 1, 1, 3, 3));
        assertThat(baseline(run, Figure.DECODE_TOKENS_PER_SECOND)).satisfies(SideFigures.is(25.0, 3, 1, 3, 3));
        assertThat(baseline(run, Figure.HEADLINE_BYTES)).satisfies(SideFigures.is(1.6e9, 1, 1, 1, 1));
        assertThat(baseline(run, Figure.KEPT_BYTES)).satisfies(SideFigures.is(5e7, 1, 1, 1, 1));
        assertThat(pair(run).scenarios().concurrency().loads())
                .containsExactly(new Together("GGUF", 1, 3, 3, 3, 50.0, 25.0, 500.0, 1_600_000_000L, 50_000_000L));
        assertThat(pair(run).scenarios().concurrency().notes()).isEmpty();
    }

    @Test
    void prefillUnderLoadIsNoFigure() {
        RunFixture run = prepared(3);
        threeAtOnce(run, BASELINE);

        assertThat(prompts(run, Figure.PREFILL_TOKENS_PER_SECOND)).isEmpty();
        assertThat(prompts(run, Figure.TTFT_MS)).hasSize(1);
    }

    @Test
    void theRatioComparesLoadsNotRequests() {
        RunFixture run = prepared(3);
        threeAtOnce(run, BASELINE);
        threeAtOnce(run, CANDIDATE);

        var total = row(run, Figure.TOTAL_TOKENS_PER_SECOND, SCENARIO, null);
        assertThat(total.metric().ratio().value()).isCloseTo(1, within(1e-12));
        assertThat(total.pairedLoads()).isEqualTo(1);
        assertThat(total.why()).isEqualTo("provisional: 1 load of each, an interval needs 3");
    }

    @Test
    void answersOfOtherLengthsHaveNoTotalToCompare() {
        RunFixture run = prepared(3);
        threeAtOnce(run, BASELINE);
        long seq = run.load(CANDIDATE, 1, 1);
        for (int request = 1; request <= 3; request++) {
            run.ask(run.prompt, 1000, 4000)
                    .generation(CANDIDATE, 1, seq, request, Measured.of(200, 30).outputTokens(50));
        }
        memory(run, CANDIDATE, seq, "passed", null);

        var total = row(run, Figure.TOTAL_TOKENS_PER_SECOND, SCENARIO, null);
        assertThat(total.metric().ratio().value()).isNull();
        assertThat(total.metric().verdict()).isEqualTo(Verdict.WITHHELD);
        assertThat(total.why()).isEqualTo("the answers differ in length: median 100 tokens by GGUF, 50.0 by MLX");
    }

    @Test
    void aFailedRequestIsCountedAndLeavesNoTotal() {
        RunFixture run = prepared(3);
        long seq = run.load(BASELINE, 1, 1);
        run.ask(run.prompt, 1000, 5000).generation(BASELINE, 1, seq, 1, Measured.of(200, 30));
        FailureInfo cut = new FailureInfo("stream_cut", "the stream ended before its last event");
        run.generation(BASELINE, 1, seq, 2, "measured", Measured.of(1, 1), List.of(), cut);
        memory(run, BASELINE, seq, "broken", cut);

        assertThat(baseline(run, Figure.TOTAL_TOKENS_PER_SECOND)).satisfies(SideFigures.is(null, 0, 0, 1, 2));
        assertThat(baseline(run, Figure.TTFT_SPREAD_MS)).satisfies(SideFigures.is(null, 0, 0, 1, 2));
        assertThat(baseline(run, Figure.DECODE_TOKENS_PER_SECOND)).satisfies(SideFigures.is(30.0, 1, 1, 1, 2));
        assertThat(pair(run).scenarios().concurrency().loads())
                .containsExactly(new Together("GGUF", 1, 2, 1, 3, null, 30.0, null, null, null));
    }

    @Test
    void requestsThatWaitedForSlotsAreSaidWithBothBuildsNumbers() {
        RunFixture run = prepared(1);
        threeAtOnce(run, BASELINE);
        threeAtOnce(run, CANDIDATE);

        assertThat(pair(run).scenarios().concurrency().notes())
                .containsExactly(
                        "Requests waited for slots: GGUF had 1 slot for 3 requests, MLX had 3 slots for 3 requests."
                                + " What waited is in the time to first text and in the total speed.");
    }

    @Test
    void aLoadOfItsOwnIsNoLoadTimeAndNoMemoryOfTheOthers() {
        RunFixture run = prepared(3);
        run.loadScenario = null;
        run.scenario = RunFixture.SIMPLE;
        run.halfRound(BASELINE, 1, 4, Measured.of(200, 50), 11_200_000_000L);
        run.loadScenario = SCENARIO;
        run.scenario = SCENARIO;
        threeAtOnce(run, BASELINE);

        assertThat(baseline(run, "cold-start", Figure.FIRST_LOAD_SECONDS)).satisfies(SideFigures.is(4.0, 1, 1, 1, 1));
        assertThat(pair(run).metrics()).noneMatch(row -> row.figure() == Figure.LOAD_SECONDS);
        assertThat(pair(run).summary().memory())
                .extracting(Memory::phase)
                .containsExactly("baseline", "loaded", "prefill", "decode", "unloaded");
        assertThat(RunAnalysis.of(run.data()).loads())
                .extracting(RunFindings.LoadRow::scenario)
                .containsExactly(null, SCENARIO);
    }

    private static SideFigure baseline(RunFixture run, Figure figure) {
        return baseline(run, SCENARIO, figure);
    }

    private static SideFigure baseline(RunFixture run, String scenario, Figure figure) {
        return row(run, figure, scenario, null).metric().baseline();
    }
}
