package io.github.mlxgguf.analysis.crossover;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.crossover.CrossoverMap.Fit;
import io.github.mlxgguf.analysis.crossover.CrossoverMap.Zone;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.record.RunData;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossoverFitterTest {
    private static final double BAND = 0.03;
    private static final List<Integer> PROMPTS = List.of(50, 1000, 2000, 4000);

    /** Milliseconds: fixed, for each prompt token, and for each output token after the first. */
    private record Truth(double fixed, double prompt, double output) {}

    // GGUF reads faster and writes slower: equal at 20 + P + 20 (O − 1) = 20 + 2 P + 10 (O − 1), so at O − 1 = P / 10.
    private static final Truth GGUF = new Truth(20, 1, 20);
    private static final Truth MLX = new Truth(20, 2, 10);

    @Test
    void recoversTheLineOfEachBuild() {
        CrossoverMap map = map(fit(run(GGUF, MLX, 3, PROMPTS), Grade.A));

        assertThat(map.baseline().label()).isEqualTo("GGUF");
        assertFit(map.baseline(), GGUF);
        assertThat(map.candidate().label()).isEqualTo("MLX");
        assertFit(map.candidate(), MLX);
        // 3 rounds, 4 prompts, 2 iterations
        assertThat(map.baseline().points()).isEqualTo(24);
        assertThat(map.baseline().heldOut()).isEqualTo(24);
        assertThat(map.baseline().heldOutError()).isCloseTo(0, within(1e-9));
    }

    private static void assertFit(Fit fit, Truth truth) {
        assertThat(fit.fixedMs()).isCloseTo(truth.fixed(), within(1e-6));
        assertThat(fit.msPerPromptToken()).isCloseTo(truth.prompt(), within(1e-9));
        assertThat(fit.msPerOutputToken()).isCloseTo(truth.output(), within(1e-9));
    }

    @Test
    void showsOneUnmeasuredStepAroundWhatWasMeasured() {
        CrossoverMap map = map(fit(run(GGUF, MLX, 3, PROMPTS), Grade.A));

        // prompts of 50 to 4000, answers of 100 to 201: measured from 25 to 8000 and from 50 to 402
        assertThat(map.promptTokens()).startsWith(32, 48).endsWith(6144, 8192);
        assertThat(map.outputTokens()).containsExactly(48, 64, 96, 128, 192, 256, 384, 512);
        assertThat(map.zones().get(0)).containsOnly(Zone.UNMEASURED);
        assertThat(map.zones().get(7)).containsOnly(Zone.UNMEASURED);
        assertThat(map.zones().get(3).get(0)).isEqualTo(Zone.CANDIDATE);
        assertThat(map.zones().get(3).get(map.promptTokens().size() - 1)).isEqualTo(Zone.UNMEASURED);
    }

    @Test
    void findsWhereTheTwoCross() {
        CrossoverMap map = map(fit(run(GGUF, MLX, 3, PROMPTS), Grade.A));

        // They cross at 1024 / 10 + 1 = 103 output tokens: MLX takes 2068 + 10 · (O − 1), GGUF 1044 + 20 · (O − 1).
        // That is 1.171 of
        // GGUF's time at 64, 1.025 at 96, which is within the band, and 0.931 at 128.
        assertThat(column(map, 1024))
                .containsExactly(
                        Zone.UNMEASURED,
                        Zone.BASELINE,
                        Zone.UNDECIDED,
                        Zone.CANDIDATE,
                        Zone.CANDIDATE,
                        Zone.CANDIDATE,
                        Zone.CANDIDATE,
                        Zone.UNMEASURED);
        assertThat(map.sentences())
                .containsExactly(
                        "For prompts of 32 to 512 tokens MLX answers sooner, for answers of 64 to 384 tokens.",
                        "For a prompt of 1024 tokens GGUF answers sooner up to about 64 output tokens and MLX from about 128 output"
                                + " tokens on; the rest is undecided.",
                        "For a prompt of 3072 tokens GGUF answers sooner up to about 256 output tokens and MLX from about 384 output"
                                + " tokens on.",
                        "For a prompt of 6144 tokens GGUF answers sooner, for answers of 64 to 384 tokens.",
                        "The other prompts are on the map only.");
    }

    @Test
    void roundsThatDisagreeLeaveAnUndecidedBand() {
        RunFixture run = new RunFixture().start();
        double[] gguf = {0.97, 1.03, 1};
        for (int round = 1; round <= 3; round++) {
            load(run, RunFixture.BASELINE, round, scaled(GGUF, gguf[round - 1]), PROMPTS);
            load(run, RunFixture.CANDIDATE, round, MLX, PROMPTS);
        }
        CrossoverMap map = map(fit(run, Grade.A));

        // half-width on the logarithmic scale: 4.30 · 0.030 / √3 = 0.075; ln 0.931 = −0.071 at 128, ln 1.171 = 0.158 at
        // 64
        assertThat(column(map, 1024))
                .containsExactly(
                        Zone.UNMEASURED,
                        Zone.BASELINE,
                        Zone.UNDECIDED,
                        Zone.UNDECIDED,
                        Zone.CANDIDATE,
                        Zone.CANDIDATE,
                        Zone.CANDIDATE,
                        Zone.UNMEASURED);
    }

    @Test
    void oneBuildMayAnswerSoonerEverywhere() {
        CrossoverMap map = map(fit(run(GGUF, scaled(GGUF, 0.5), 3, PROMPTS), Grade.A));

        assertThat(map.sentences())
                .containsExactly(
                        "MLX answers sooner on the whole map, which reaches twice beyond what was measured: prompts of 32 to 6144 tokens with answers of"
                                + " 64 to 384.");
    }

    @Test
    void withinThePracticalBandNobodyDoes() {
        CrossoverMap map = map(fit(run(GGUF, scaled(GGUF, 0.99), 3, PROMPTS), Grade.A));

        assertThat(map.sentences())
                .containsExactly(
                        "It is undecided who answers sooner, for prompts of 32 to 6144 tokens with answers of 64 to 384.");
    }

    @Test
    void namesNoWinnerFromTwoRounds() {
        assertNoWinner(
                fit(run(GGUF, MLX, 2, PROMPTS), Grade.A),
                "No winner is named: prompts of different lengths were measured on both builds in 2 rounds, an interval needs"
                        + " 3.");
    }

    @Test
    void namesNoWinnerWhereTheBuildsAreNotTheSameWork() {
        assertNoWinner(
                fit(run(GGUF, MLX, 3, PROMPTS), Grade.D),
                "No winner is named: the certificate is D, the two builds are not the same work.");
    }

    @Test
    void namesNoWinnerFromTwoLengths() {
        assertNoWinner(
                fit(run(GGUF, MLX, 3, List.of(50, 1000)), Grade.A),
                "No winner is named: the fit of GGUF could not be checked; that takes prompts of at least three lengths.");
    }

    @Test
    void namesNoWinnerWhereTheFitMissesWhatItHasNotSeen() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            load(run, RunFixture.BASELINE, round, GGUF, PROMPTS);
            long seq = run.load(RunFixture.CANDIDATE, round, 1);
            for (int prompt : PROMPTS) {
                // twice as long, four times the time
                generate(run, RunFixture.CANDIDATE, round, seq, 1, prompt, prompt * prompt / 1000.0, 10, 100);
            }
        }
        CrossoverMap map = map(fit(run, Grade.A));

        assertThat(map.candidate().heldOutError()).isGreaterThan(CrossoverFitter.MAX_HELD_OUT_ERROR);
        assertThat(map.sentences())
                .singleElement()
                .asString()
                .startsWith("No winner is named: the fit of MLX misses prompts that it has not seen by ")
                .endsWith(" (median); the bound is 15.0\u00a0%.");
        assertThat(zones(map)).containsOnly(Zone.UNDECIDED, Zone.UNMEASURED);
    }

    @Test
    void promptsOfOneLengthBearNoFit() {
        CrossoverFinding finding = fit(run(GGUF, MLX, 3, List.of(50, 60)), Grade.A);

        assertThat(finding.map()).isNull();
        assertThat(finding.summary()).isNull();
        assertThat(finding.missing())
                .isEqualTo(
                        "No crossover: the prompts of GGUF are too alike in length (50 to 60 tokens) to tell the cost of a token"
                                + " from that of a request; context-stress asks longer ones.");
    }

    @Test
    void promptsThatAreAllOfOneLengthAreSaidToBe() {
        assertThat(fit(run(GGUF, MLX, 3, List.of(50)), Grade.A).missing()).contains(" (all of 50 tokens) to tell ");
    }

    @Test
    void workThatNotAllRoundsHaveDoesNotCount() {
        RunFixture run = run(GGUF, MLX, 3, PROMPTS);
        run.scenario = "leak-detection";
        long seq = run.load(RunFixture.CANDIDATE, 1, 1);
        generate(run, RunFixture.CANDIDATE, 1, seq, 1, 100, 900, 90, 300);

        assertThat(fit(run, Grade.A)).isEqualTo(fit(run(GGUF, MLX, 3, PROMPTS), Grade.A));
    }

    @Test
    void whatDoesNotFitTheContextIsUnmeasured() {
        RunFixture run = new RunFixture();
        run.candidateConfig = new RunFixture.Config(1600, 1600, 1);
        run.start();
        for (int round = 1; round <= 3; round++) {
            load(run, RunFixture.BASELINE, round, GGUF, PROMPTS);
            load(run, RunFixture.CANDIDATE, round, MLX, PROMPTS);
        }
        CrossoverMap map = map(fit(run, Grade.A));

        // 1536 and 64 tokens just fit
        assertThat(column(map, 1536)).startsWith(Zone.UNMEASURED, Zone.BASELINE, Zone.UNMEASURED);
        assertThat(column(map, 1024)).contains(Zone.CANDIDATE);
        assertThat(column(map, 2048)).containsOnly(Zone.UNMEASURED);
        assertThat(map.sentences()).last().isEqualTo("The other prompts are on the map only.");
    }

    @Test
    void answersOfOneLengthSaySo() {
        CrossoverMap map = map(fit(run(GGUF, scaled(GGUF, 0.5), 3, List.of(60, 1000, 2000, 4000)), Grade.A));

        assertThat(map.sentences())
                .containsExactly(
                        "MLX answers sooner on the whole map, which reaches twice beyond what was measured: prompts of 32 to"
                                + " 6144 tokens with answers of 128 to 384.",
                        "All measured answers had 201 tokens; other lengths are calculated from the decode speed.");
    }

    @Test
    void requestsAtOnceDoNotCount() {
        RunFixture run = new RunFixture();
        run.scenario = "concurrency";
        for (int round = 1; round <= 3; round++) {
            if (round == 1) {
                run.start();
            }
            load(run, RunFixture.BASELINE, round, GGUF, PROMPTS);
            load(run, RunFixture.CANDIDATE, round, MLX, PROMPTS);
        }

        assertThat(fit(run, Grade.A).missing())
                .isEqualTo("No crossover: nothing was measured with a cold prompt cache on GGUF.");
    }

    @Test
    void theSameRecordsHaveTheSameMap() {
        assertThat(fit(run(GGUF, MLX, 6, PROMPTS), Grade.A)).isEqualTo(fit(run(GGUF, MLX, 6, PROMPTS), Grade.A));
    }

    private static void assertNoWinner(CrossoverFinding finding, String sentence) {
        CrossoverMap map = map(finding);
        assertThat(map.sentences()).containsExactly(sentence);
        assertThat(zones(map)).containsOnly(Zone.UNDECIDED, Zone.UNMEASURED);
        assertThat(requireNonNull(finding.summary()).candidate().msPerOutputToken())
                .isCloseTo(10, within(1e-9));
    }

    private static List<Zone> zones(CrossoverMap map) {
        return map.zones().stream().flatMap(List::stream).toList();
    }

    private static List<Zone> column(CrossoverMap map, int prompt) {
        int column = map.promptTokens().indexOf(prompt);
        return map.zones().stream().map(row -> row.get(column)).toList();
    }

    private static CrossoverMap map(CrossoverFinding finding) {
        assertThat(finding.missing()).isNull();
        return requireNonNull(finding.map());
    }

    private static CrossoverFinding fit(RunFixture run, Grade grade) {
        RunData data = run.data();
        return CrossoverFitter.fit(
                PairEvidence.of(data, data.run().orElseThrow().pairs().get(0)), grade, BAND);
    }

    private static RunFixture run(Truth gguf, Truth mlx, int rounds, List<Integer> prompts) {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= rounds; round++) {
            load(run, RunFixture.BASELINE, round, gguf, prompts);
            load(run, RunFixture.CANDIDATE, round, mlx, prompts);
        }
        return run;
    }

    /** Two iterations of each prompt, with answers of 100 to 201 tokens. */
    private static void load(RunFixture run, String variant, int round, Truth truth, List<Integer> prompts) {
        long seq = run.load(variant, round, 1);
        for (int prompt : prompts) {
            for (int iteration = 1; iteration <= 2; iteration++) {
                double ttft = truth.fixed() + truth.prompt() * prompt;
                generate(run, variant, round, seq, iteration, prompt, ttft, truth.output(), prompt == 50 ? 100 : 201);
            }
        }
    }

    private static void generate(
            RunFixture run,
            String variant,
            int round,
            long seq,
            int iteration,
            int prompt,
            double ttft,
            double msPerToken,
            long tokens) {
        run.prompt = "document-" + prompt;
        double e2e = ttft + msPerToken * (tokens - 1);
        run.generation(
                variant,
                round,
                seq,
                iteration,
                new Measured(ttft, prompt / ttft * 1000, 1000 / msPerToken, tokens / e2e * 1000, e2e, prompt, tokens));
    }

    private static Truth scaled(Truth truth, double factor) {
        return new Truth(truth.fixed() * factor, truth.prompt() * factor, truth.output() * factor);
    }
}
