package io.github.mlxgguf.analysis;

import static io.github.mlxgguf.analysis.FindingsOf.pair;
import static io.github.mlxgguf.analysis.FindingsOf.prompts;
import static io.github.mlxgguf.analysis.FindingsOf.row;
import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.Outcome;
import io.github.mlxgguf.analysis.summary.RunSummary.JudgedExpectation;
import io.github.mlxgguf.record.ExpectationInfo;
import io.github.mlxgguf.record.FailureInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A scenario that asks several prompts has a row for each: a median over different work would be no figure. */
class PromptRowsTest {
    private static final String MOE = "moe";

    /** Three rounds; code at 40 and 80, maths at 20 and 20 tokens/s, so ratios of 2 and 1. */
    private static RunFixture twoKinds(RunFixture run) {
        run.scenario = MOE;
        run.start();
        for (int round = 1; round <= 3; round++) {
            for (String variant : List.of(BASELINE, CANDIDATE)) {
                double factor = variant.equals(BASELINE) ? 1 : 2;
                long seq = run.load(variant, round, 1);
                run.ask("fibonacci", 0, 1).generation(variant, round, seq, 1, Measured.of(200, 40 * factor));
                run.ask("train-speed", 1, 2).generation(variant, round, seq, 1, Measured.of(100, 20));
                run.cell(variant, round, seq, 11_200_000_000L);
            }
        }
        return run;
    }

    @Test
    void everyPromptHasItsOwnRowAndItsOwnMedian() {
        RunFixture run = twoKinds(new RunFixture());

        assertThat(prompts(run, Figure.DECODE_TOKENS_PER_SECOND)).containsExactly("fibonacci", "train-speed");
        assertThat(row(run, Figure.DECODE_TOKENS_PER_SECOND, MOE, "fibonacci")
                        .metric()
                        .candidate())
                .satisfies(SideFigures.is(80.0, 3, 3, 3, 3));
        assertThat(row(run, Figure.DECODE_TOKENS_PER_SECOND, MOE, "train-speed")
                        .metric()
                        .candidate())
                .satisfies(SideFigures.is(20.0, 3, 3, 3, 3));
        assertThat(row(run, Figure.DECODE_TOKENS_PER_SECOND, MOE, "fibonacci")
                        .metric()
                        .ratio()
                        .value())
                .isCloseTo(2, within(1e-12));
    }

    @Test
    void memoryStaysOneRowForTheScenario() {
        RunFixture run = twoKinds(new RunFixture());

        assertThat(prompts(run, Figure.HEADLINE_BYTES)).containsExactly((String) null);
        assertThat(row(run, Figure.HEADLINE_BYTES, MOE, null).metric().baseline())
                .satisfies(SideFigures.is(1.2e9, 3, 3, 3, 3));
    }

    @Test
    void aScenarioWithOnePromptNamesNone() {
        assertThat(prompts(RunFixture.threeRounds(), Figure.TTFT_MS)).containsExactly((String) null);
    }

    @Test
    void lengthsOfAnswersAgreeOrNotPromptByPrompt() {
        RunFixture run = new RunFixture();
        run.scenario = MOE;
        run.start();
        for (String variant : List.of(BASELINE, CANDIDATE)) {
            long seq = run.load(variant, 1, 1);
            run.ask("fibonacci", 0, 1).generation(variant, 1, seq, 1, Measured.of(200, 40));
            run.ask("haiku", 1, 2);
            run.generation(variant, 1, seq, 1, Measured.of(200, 40).outputTokens(variant.equals(BASELINE) ? 20 : 30));
        }

        assertThat(row(run, Figure.E2E_MS, MOE, "haiku").why())
                .isEqualTo("the answers differ in length: median 20.0 tokens by GGUF, 30.0 by MLX");
        assertThat(row(run, Figure.E2E_MS, MOE, "fibonacci").why())
                .isEqualTo("provisional: 1 load of each, an interval needs 3");
    }

    @Test
    void anExpectationHoldsForEveryPromptAndTheWorstCounts() {
        RunFixture run = new RunFixture();
        run.expectations = List.of(
                new ExpectationInfo("decode_ratio", MOE, ">=", 2),
                new ExpectationInfo("decode_ratio", MOE, ">=", 0.9),
                new ExpectationInfo("peak_memory_ratio", MOE, "<=", 1.1));
        List<JudgedExpectation> judged = pair(twoKinds(run)).summary().expectations();

        assertThat(judged)
                .extracting(JudgedExpectation::outcome)
                .containsExactly(Outcome.VIOLATED, Outcome.MET, Outcome.MET);
        assertThat(judged.get(0).text())
                .isEqualTo(
                        "Judged prompt by prompt, and the worst counts: fibonacci met, train-speed violated. Violated:"
                                + " decode speed in moe with train-speed is MLX 1.00 × GGUF, 95 % interval 1.00 to 1.00 (each 3"
                                + " values from 3 loads), and none of the interval is >= 2.0.");
        assertThat(judged.get(2).text())
                .as("memory has a row of the whole scenario")
                .startsWith("Met: peak memory growth in moe is MLX 1.00 × GGUF");
    }

    @Test
    void aFailedGenerationIsNamedWithItsPrompt() {
        RunFixture run = new RunFixture();
        run.scenario = MOE;
        run.start();
        long seq = run.load(BASELINE, 1, 1);
        run.ask("fibonacci", 0, 1).generation(BASELINE, 1, seq, 1, Measured.of(200, 40));
        FailureInfo cut = new FailureInfo("stream_cut", "the stream ended before its last event");
        run.ask("haiku", 1, 2).generation(BASELINE, 1, seq, 1, "measured", Measured.of(1, 1), List.of(), cut);

        assertThat(RunAnalysis.of(run.data()).failures())
                .extracting(RunFindings.FailureRow::what)
                .containsExactly("moe haiku measured 1");
    }

    @Test
    void theLeadNamesThePromptThatItIsAbout() {
        assertThat(pair(twoKinds(new RunFixture())).lead())
                .startsWith(
                        "MLX decodes faster in moe with fibonacci (2.00\u00a0× GGUF's speed, 2.00 to 2.00); practically"
                                + " equal in time to first text in moe with fibonacci (MLX 1.00\u00a0× GGUF, 1.00 to 1.00) and peak"
                                + " memory growth in moe (MLX 1.00\u00a0× GGUF, 1.00 to 1.00).");
    }
}
