package io.github.mlxgguf.analysis.change;

import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.change.ChangeRuns.oldMlx;
import static io.github.mlxgguf.analysis.change.ChangeRuns.slowerMlx;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.change.ChangeVerdict.Better;
import io.github.mlxgguf.analysis.change.ChangeVerdict.PracticallyEqual;
import io.github.mlxgguf.analysis.change.ChangeVerdict.Worse;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.provenance.RunDifference;
import io.github.mlxgguf.metric.StudentT;
import io.github.mlxgguf.metric.UnpairedRatio;
import io.github.mlxgguf.record.ResultsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunComparerTest {
    private static final String OLD = ChangeRuns.run(oldMlx()).jsonl();
    private static final String SLOWER = ChangeRuns.run(slowerMlx()).jsonl();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void aFifthLessIsARegressionWithWelchsInterval() {
        RunChange change = ChangeRuns.compare(root, OLD, SLOWER);
        FigureChange decode = figure(change, Figure.DECODE_TOKENS_PER_SECOND);
        UnpairedRatio ratio = requireNonNull(decode.ratio());

        double[] logs = {Math.log(1), Math.log(1.04), Math.log(0.96)};
        double mean = (logs[0] + logs[1] + logs[2]) / 3;
        double variance = 0;
        for (double log : logs) {
            variance += (log - mean) * (log - mean) / 2;
        }
        double half = StudentT.quantile(4) * Math.sqrt(2 * variance / 3);
        assertThat(ratio.value()).isCloseTo(0.8, within(1e-12));
        assertThat(ratio.low()).isCloseTo(0.8 * Math.exp(-half), within(1e-9));
        assertThat(ratio.high()).isCloseTo(0.8 * Math.exp(half), within(1e-9));
        assertThat(decode.verdict()).isEqualTo(new Worse(true));
        assertThat(decode.old().median()).isEqualTo(100);
        assertThat(decode.now().median()).isEqualTo(80);
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.REGRESSION);
        assertThat(change.regressions())
                .extracting(FigureChange::figure)
                .containsExactlyInAnyOrder(Figure.DECODE_TOKENS_PER_SECOND, Figure.EFFECTIVE_TOKENS_PER_SECOND);
    }

    @Test
    void aRunComparedWithItselfHasNothingWorseOrBetter() {
        RunChange change = ChangeRuns.compare(root, OLD, OLD);

        assertThat(change.judged()).isNotEmpty().allSatisfy(figure -> {
            assertThat(requireNonNull(figure.ratio()).value()).isEqualTo(1);
            assertThat(figure.verdict().id()).isIn("equal", "undecided");
        });
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.NO_REGRESSION);
        assertThat(change.differences()).isEmpty();
        assertThat(change.cells()).isEmpty();
        assertThat(change.leaks()).isEmpty();
        assertThat(change.newCells()).isEmpty();
        assertThat(change.goneCells()).isEmpty();
        assertThat(change.answers()).isNotEmpty().noneMatch(PairAnswer::changed);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void runsThatChangePlacesMirrorTheirVerdicts(int seed) {
        Random random = new Random(seed);
        String one = ChangeRuns.run(rates(random, 100)).jsonl();
        String other = ChangeRuns.run(rates(random, 100 + 3 * seed)).jsonl();

        RunChange there = ChangeRuns.compare(root, one, other);
        RunChange back = ChangeRuns.compare(root, other, one);

        assertThat(back.figures())
                .extracting(figure -> mirrored(figure.verdict()))
                .containsExactlyElementsOf(
                        there.figures().stream().map(FigureChange::verdict).toList());
    }

    @Test
    void whatIsSmallInItsUnitIsNoRegression() {
        String quick = ChangeRuns.measured(new RunFixture(), 20, oldMlx()).jsonl();
        String slower = ChangeRuns.measured(new RunFixture(), 22, oldMlx()).jsonl();
        String muchSlower = ChangeRuns.measured(new RunFixture(), 60, oldMlx()).jsonl();

        assertThat(figure(ChangeRuns.compare(root, quick, slower), Figure.TTFT_MS)
                        .verdict())
                .isEqualTo(new Worse(false));
        assertThat(ChangeRuns.compare(root, quick, slower).outcome()).isEqualTo(ChangeOutcome.NO_REGRESSION);
        assertThat(figure(ChangeRuns.compare(root, quick, muchSlower), Figure.TTFT_MS)
                        .verdict())
                .isEqualTo(new Worse(true));
        assertThat(figure(ChangeRuns.compare(root, quick, quick), Figure.TTFT_MS)
                        .verdict())
                .isEqualTo(new PracticallyEqual());
    }

    @Test
    void twoLoadsAreProvisionalHoweverFarApart() {
        RunChange change = ChangeRuns.compare(
                root, ChangeRuns.run(100, 100).jsonl(), ChangeRuns.run(10, 10).jsonl());

        FigureChange decode = figure(change, Figure.DECODE_TOKENS_PER_SECOND);
        assertThat(decode.verdict()).isEqualTo(new ChangeVerdict.Provisional(2, 2));
        assertThat(decode.verdict().words()).isEqualTo("provisional: 2 and 2 loads, an interval needs 3 of each run");
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.NOTHING_JUDGED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"quantization\":\"8bit\" | \"quantization\":\"4bit\" | another build: quantization 8bit, then 4bit",
                "\"model_key\":\"llama-3.2-1b-mlx\" | \"model_key\":\"other\" | another build: model key llama-3.2-1b-mlx, then other",
                "\"max_output_tokens\":300,\"temperature\":0.0,\"reasoning\" | \"max_output_tokens\":200,\"temperature\":0.0,\"reasoning\""
                        + " | other work: request max_output_tokens 300, temperature 0, reasoning not set, then max_output_tokens 200,"
                        + " temperature 0, reasoning not set",
                "\"id\":\"short-story\" | \"id\":\"essay\" | other work: prompts short-story, then essay",
                "\"input_tokens\":50 | \"input_tokens\":60 | other work: length of the prompt short-story 50 tokens, then 60 tokens",
                "\"warmup\":1 | \"warmup\":0 | other work: warm-up generations 1, then 0",
                "\"parallel\":1 | \"parallel\":4 | other work: slots 1, then 4",
            })
    void otherBuildsAndOtherWorkAreShownAndNotJudged(String from, String to, String reason) {
        String other = SLOWER.replace(from, to);
        assertThat(other).isNotEqualTo(SLOWER);

        FigureChange decode = figure(ChangeRuns.compare(root, OLD, other), Figure.DECODE_TOKENS_PER_SECOND);

        assertThat(decode.verdict().words()).isEqualTo("withheld: " + reason);
        assertThat(decode.ratio()).isNull();
        assertThat(decode.now().median()).isEqualTo(80);
    }

    @Test
    void aFileOfAnotherSizeIsAnotherBuildAndTheOtherHalfIsStillJudged() {
        RunFixture larger = new RunFixture();
        larger.candidateSize = 1_020_000_000L;
        RunChange change = ChangeRuns.compare(
                root, OLD, ChangeRuns.measured(larger, 200, slowerMlx()).jsonl());

        assertThat(figure(change, Figure.DECODE_TOKENS_PER_SECOND).verdict().words())
                .isEqualTo("withheld: another build: file size 1\u202f010\u202f000\u202f000 bytes,"
                        + " then 1\u202f020\u202f000\u202f000 bytes");
        assertThat(change.judged())
                .isNotEmpty()
                .allMatch(figure -> figure.place().label().equals("GGUF"));
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.NO_REGRESSION);
    }

    @Test
    void figuresThatCannotBeAreWithheldAndNotCountedAsBetter() {
        // 2500 tokens/s of 1.01 GB are 2525 GB/s.
        RunChange change =
                ChangeRuns.compare(root, OLD, ChangeRuns.run(2500, 2600, 2400).jsonl());

        assertThat(figure(change, Figure.DECODE_TOKENS_PER_SECOND).verdict().words())
                .startsWith("withheld: it cannot be in the new run: MLX in simple-generation: decode at ");
        assertThat(figure(change, Figure.TTFT_MS).verdict()).isEqualTo(new PracticallyEqual());
        assertThat(change.improvements()).isEmpty();
        assertThat(figure(
                                ChangeRuns.compare(
                                        root, ChangeRuns.run(2500, 2600, 2400).jsonl(), OLD),
                                Figure.DECODE_TOKENS_PER_SECOND)
                        .verdict()
                        .words())
                .startsWith("withheld: it cannot be in the old run: MLX in simple-generation: decode at ");
    }

    @Test
    void answersOfOtherLengthWithholdOnlyWhatHangsOnThem() {
        RunChange change =
                ChangeRuns.compare(root, OLD, SLOWER.replace("\"output_tokens\":100", "\"output_tokens\":50"));

        assertThat(figure(change, Figure.DECODE_TOKENS_PER_SECOND).verdict()).isEqualTo(new Worse(true));
        assertThat(figure(change, Figure.EFFECTIVE_TOKENS_PER_SECOND).verdict().words())
                .isEqualTo("withheld: other work: median length of the answers 100 tokens, then 50 tokens");
    }

    @Test
    void otherHardwareIsNotJudgedAtAll() {
        RunChange change =
                ChangeRuns.compare(root, OLD, ChangeRuns.broken().jsonl().replace("Apple M3 Max", "Apple M4 Max"));

        assertThat(change.judged()).isEmpty();
        assertThat(change.broke()).isEmpty();
        assertThat(change.figures()).isNotEmpty();
        assertThat(requireNonNull(change.notComparable()).text())
                .startsWith("other hardware: Mac15,9, Apple M3 Max, ")
                .contains(", then Mac15,9, Apple M4 Max, ");
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.NOTHING_JUDGED);
    }

    @Test
    void anotherKindOfServerIsNotJudgedAtAll() {
        RunFixture embedded = new RunFixture();
        embedded.serverKind = "embedded";
        RunChange change = ChangeRuns.compare(
                root, OLD, ChangeRuns.measured(embedded, 200, slowerMlx()).jsonl());

        assertThat(requireNonNull(change.notComparable()).text())
                .isEqualTo("another kind of server: lmstudio, then embedded");
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.NOTHING_JUDGED);
        assertThat(change.notices().get(0).about()).isEqualTo("new run");
    }

    @Test
    void aScenarioThatPassedAndBreaksNowIsARegressionWithoutAnyFigure() {
        RunChange change = ChangeRuns.compare(root, OLD, ChangeRuns.broken().jsonl());

        assertThat(change.regressions()).isEmpty();
        assertThat(change.broke())
                .extracting(CellChange::sentence)
                .containsExactly("Llama 3.2 1B, MLX, simple-generation: 3 of 3 cells passed, then 2 of 3 cells passed");
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.REGRESSION);

        RunChange back = ChangeRuns.compare(root, ChangeRuns.broken().jsonl(), OLD);
        assertThat(back.cells()).extracting(CellChange::kind).containsExactly(CellChange.Kind.MENDED);
        assertThat(back.outcome()).isEqualTo(ChangeOutcome.NO_REGRESSION);
    }

    @Test
    void aScenarioThatPassedSometimesAndNeverNowBrokeToo() {
        RunChange change = ChangeRuns.compare(
                root, ChangeRuns.broken().jsonl(), OLD.replace("\"outcome\":\"passed\"", "\"outcome\":\"failed\""));

        assertThat(change.broke())
                .extracting(CellChange::sentence)
                .containsExactly(
                        "Llama 3.2 1B, GGUF, simple-generation: 3 of 3 cells passed, then 0 of 3 cells passed",
                        "Llama 3.2 1B, MLX, simple-generation: 2 of 3 cells passed, then 0 of 3 cells passed");
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.REGRESSION);
    }

    @Test
    void aScenarioThatPassesLessOftenIsAWarning() {
        RunChange change = ChangeRuns.compare(
                root, ChangeRuns.failing(2).jsonl(), ChangeRuns.failing(1, 2).jsonl());

        assertThat(change.broke()).isEmpty();
        assertThat(change.failMore())
                .extracting(CellChange::sentence)
                .containsExactly("Llama 3.2 1B, MLX, simple-generation: 2 of 3 cells passed, then 1 of 3 cells passed");
    }

    @Test
    void cellsThatCallThemselvesPassedWithoutOneAnswerBroke() {
        RunChange change = ChangeRuns.compare(root, OLD, ChangeRuns.unanswered().jsonl());

        assertThat(change.broke())
                .extracting(CellChange::sentence)
                .containsExactly(
                        "Llama 3.2 1B, MLX, simple-generation: 3 of 3 cells passed, then 3 of 3 cells passed but none of"
                                + " their 9 requests succeeded");
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.REGRESSION);
    }

    @Test
    void whatBreaksInAnotherBuildIsNoRegression() {
        RunChange change = ChangeRuns.compare(
                root,
                OLD,
                ChangeRuns.broken().jsonl().replace("\"quantization\":\"8bit\"", "\"quantization\":\"4bit\""));

        assertThat(change.broke()).isEmpty();
        assertThat(change.cells()).extracting(CellChange::kind).containsExactly(CellChange.Kind.BROKE);
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.NO_REGRESSION);
    }

    @Test
    void whatTheNewRunPlannedAndDidNotMeasureIsNotPassedOverInSilence() {
        RunChange skipped = ChangeRuns.compare(root, OLD, ChangeRuns.half(true).jsonl());

        assertThat(skipped.outcome()).isEqualTo(ChangeOutcome.INCOMPLETE);
        assertThat(skipped.unmeasured())
                .extracting(Unmeasured::sentence)
                .containsExactly(
                        "Llama 3.2 1B, MLX, simple-generation: impossible in the new run: incomplete build: 3 of 5 files");

        RunChange narrower =
                ChangeRuns.compare(root, OLD, ChangeRuns.half(false).jsonl());
        assertThat(narrower.outcome()).isEqualTo(ChangeOutcome.NO_REGRESSION);
        assertThat(narrower.goneCells())
                .extracting(Place::words)
                .containsExactly("Llama 3.2 1B, MLX, simple-generation", "Llama 3.2 1B, MLX, cold-start");
    }

    @Test
    void whatOneRunAloneMeasuredIsListed() {
        RunFixture more = new RunFixture();
        more.planThreeRounds().start().measureThreeRounds();
        more.scenario = "moe";
        more.generation(CANDIDATE, 3, more.load(CANDIDATE, 3, 2), 1, RunFixture.Measured.of(200, 100));
        String withMoe = more.end("completed").jsonl();

        assertThat(ChangeRuns.compare(root, OLD, withMoe).newCells())
                .extracting(Place::words)
                .containsExactly("Llama 3.2 1B, MLX, moe");
        assertThat(ChangeRuns.compare(root, withMoe, OLD).goneCells())
                .extracting(Place::words)
                .containsExactly("Llama 3.2 1B, MLX, moe");
    }

    @Test
    void anotherEngineIsADifferenceAndNoReasonToWithhold() {
        RunChange change = ChangeRuns.compare(root, OLD, SLOWER.replace("\"1.1.0\"", "\"1.2.0\""));

        assertThat(change.differences())
                .extracting(RunDifference::sentence)
                .containsExactly("engine mlx: mlx-llm 1.1.0, then mlx-llm 1.2.0");
        assertThat(change.outcome()).isEqualTo(ChangeOutcome.REGRESSION);
    }

    @Test
    void eachRunsOwnAnswerStandsBesideTheOther() {
        RunChange change =
                ChangeRuns.compare(root, OLD, ChangeRuns.run(40, 41.6, 38.4).jsonl());

        assertThat(change.answers().get(0).sentence())
                .isEqualTo(
                        "Llama 3.2 1B, decode speed (simple-generation), MLX/GGUF: 2.00 (1.81 to 2.21), 3 loads of each,"
                                + " MLX is better, then 0.800 (0.724 to 0.883), 3 loads of each, GGUF is better. The verdict changed.");
    }

    @Test
    void aLeakThatGrowsFasterIsARegressionUnlessTheWorkIsAnother() {
        String slow = ChangeRuns.leak(2).jsonl();
        String fast = ChangeRuns.leak(100).jsonl();
        String otherWork =
                fast.replace("\"max_output_tokens\":300,\"temperature\"", "\"max_output_tokens\":2000,\"temperature\"");
        assertThat(otherWork).isNotEqualTo(fast);

        RunChange faster = ChangeRuns.compare(root, slow, fast);
        assertThat(faster.newLeaks()).hasSize(1);
        assertThat(faster.outcome()).isEqualTo(ChangeOutcome.REGRESSION);

        RunChange other = ChangeRuns.compare(root, slow, otherWork);
        assertThat(other.newLeaks()).isEmpty();
        assertThat(other.leaks()).hasSize(1);
        assertThat(other.outcome()).isEqualTo(ChangeOutcome.NOTHING_JUDGED);
    }

    @Test
    void flagsThatAreNewOrGoneAreNamed() {
        RunFixture swapped = new RunFixture().planThreeRounds().start().measureThreeRounds();
        String flagged = swapped.end("completed", List.of("swap_grew")).jsonl();
        String calm = RunFixture.threeRounds().jsonl();

        assertThat(ChangeRuns.compare(root, calm, flagged).newFlags()).containsExactly("swap_grew");
        assertThat(ChangeRuns.compare(root, flagged, calm).goneFlags()).containsExactly("swap_grew");
    }

    @Test
    void anOlderRunInThePlaceOfTheNewOneIsSaid() {
        RunChange change = ChangeRuns.compare(root, OLD.replace("2026-11-21T01", "2026-12-21T01"), OLD);

        assertThat(change.notices())
                .extracting(notice -> notice.banner().title())
                .containsExactly("The old run is the newer one");
    }

    @Test
    void aCopyIsSaidToBeOneWhateverItsId() {
        assertThat(ChangeRuns.compare(root, OLD, OLD).notices())
                .extracting(notice -> notice.banner().title())
                .containsExactly("These are the same records");
        assertThat(ChangeRuns.compare(root, OLD, SLOWER).notices()).isEmpty();
    }

    @Test
    void timesAreComparedAsTimes() {
        String first = "2026-12-01T12:00:00Z";
        String second = "2026-12-01T12:00:00.500Z";

        assertThat(Moments.compare(first, second)).isNegative();
        assertThat(Moments.compare(second, first)).isPositive();
        assertThat(Moments.compare(first, "2026-12-01T12:00:00.000Z")).isZero();
    }

    @Test
    void withoutARunRecordNothingIsCompared() {
        assertThatThrownBy(() -> ChangeRuns.compare(root, OLD.substring(OLD.indexOf('\n') + 1), OLD))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("expected a run record on the first line of its records.jsonl");
    }

    private static double[] rates(Random random, double middle) {
        return random.doubles(3, 0.98 * middle, 1.02 * middle).toArray();
    }

    private static ChangeVerdict mirrored(ChangeVerdict verdict) {
        if (verdict instanceof Worse worse) {
            return new Better(worse.beyond());
        }
        return verdict instanceof Better better ? new Worse(better.beyond()) : verdict;
    }

    /** Of the MLX build. */
    private static FigureChange figure(RunChange change, Figure figure) {
        return change.figures().stream()
                .filter(one -> one.figure() == figure && one.place().variant().equals(CANDIDATE))
                .findFirst()
                .orElseThrow();
    }
}
