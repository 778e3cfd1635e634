package io.github.mlxgguf.analysis.advice;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.analysis.crossover.CrossoverMap.Zone;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.summary.RunSummary.Recommendation;
import io.github.mlxgguf.record.FailureInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecommendationsTest {
    private static final String OTHER_BUILDS =
            "another quantisation than GGUF Q8_0 and MLX 8bit, another engine version or another machine";

    private static final String COLD =
            "; prompts in no cache: an agent's later turns reuse theirs, which was not measured";

    private static Recommendation of(Use use, RunFixture run) {
        return RunAnalysis.of(run.data()).pairs().get(0).summary().recommendations().stream()
                .filter(recommendation -> recommendation.use().equals(use.id()))
                .findFirst()
                .orElseThrow();
    }

    private static PairFacts facts(RunFixture run, List<Leak> leaks, @Nullable CrossoverMap crossover) {
        return FactsOf.pair(run, leaks, crossover);
    }

    private static Leak leak(String variant, LeakClass leakClass) {
        return leak(variant, leakClass, "worker_footprint_bytes", 30);
    }

    private static Leak leak(String variant, LeakClass leakClass, String metric, int requests) {
        boolean grows = leakClass == LeakClass.LINEAR;
        return new Leak(
                variant,
                1,
                leakClass,
                metric,
                requests,
                grows ? 2.0 : 0.0,
                grows ? 1.5 : -0.125,
                grows ? 2.5 : 0.125,
                0.5,
                null);
    }

    /** Prompts of 1000 and of 4000 tokens; the longer takes 0.5 GB more, and MLX reads faster. */
    private static RunFixture longDocuments(double candidatePrefill, double candidateDecode) {
        RunFixture run = new RunFixture();
        run.scenario = "context-stress";
        run.start();
        for (int round = 1; round <= 3; round++) {
            documents(run, BASELINE, round, 1000, 50);
            documents(run, CANDIDATE, round, candidatePrefill, candidateDecode);
        }
        return run;
    }

    private static void documents(RunFixture run, String variant, int round, double prefill, double decode) {
        long seq = run.load(variant, round, 1);
        for (int tokens : List.of(1000, 4000)) {
            run.prompt = "document-" + tokens;
            double ttft = 1000 * tokens / prefill;
            run.generation(
                    variant,
                    round,
                    seq,
                    1,
                    new Measured(ttft, prefill, decode, 100, ttft + 100_000 / decode, tokens, 100));
        }
        run.points = List.of(
                point("document-1000", 1, 11_200_000_000L, 11_150_000_000L),
                point("document-4000", 1, 11_700_000_000L, 11_160_000_000L));
        run.cell(variant, round, seq, 11_700_000_000L);
        run.points = List.of();
    }

    @Test
    void aWinnerInTheWholeRequestIsTheFastestAnswer() {
        Recommendation answer = of(Use.FASTEST_ANSWER, RunFixture.threeRounds());

        assertThat(answer)
                .isEqualTo(new Recommendation(
                        "fastest_answer",
                        "candidate",
                        "effective speed in simple-generation: GGUF 50.0 tokens/s (n 9, 3 loads), MLX 100 tokens/s (n 9,"
                                + " 3 loads), MLX / GGUF 2.00 (95 % interval 2.00 to 2.00), MLX is better",
                        OTHER_BUILDS));
    }

    @Test
    void answersOfOtherLengthsFallBackToTheirBeginningAndTheirPace() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_200_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(400, 100).outputTokens(200), 11_200_000_000L);
        }

        Recommendation answer = of(Use.FASTEST_ANSWER, run);

        assertThat(answer.choice()).isEqualTo("undecided");
        assertThat(answer.because())
                .isEqualTo(
                        "the figures name different builds: time to first text in simple-generation: GGUF 200 ms (n 9,"
                                + " 3 loads), MLX 400 ms (n 9, 3 loads), MLX / GGUF 2.00 (95 % interval 2.00 to 2.00), GGUF is"
                                + " better; decode speed in simple-generation: GGUF 50.0 tokens/s (n 9, 3 loads), MLX 100 tokens/s"
                                + " (n 9, 3 loads), MLX / GGUF 2.00 (95 % interval 2.00 to 2.00), MLX is better");
        assertThat(answer.wouldChange())
                .isEqualTo("knowing which of them counts more: time to first text for GGUF, decode speed for MLX");
    }

    @Test
    void twoLoadsAreUndecidedAndSayHowManyMore() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 2; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_200_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(100, 100), 11_200_000_000L);
        }

        Recommendation answer = of(Use.FASTEST_ANSWER, run);

        assertThat(answer.choice()).isEqualTo("undecided");
        assertThat(answer.because()).endsWith("MLX / GGUF 2.00, provisional: 2 loads of each, an interval needs 3");
        assertThat(answer.wouldChange())
                .isEqualTo("at least 1 more round, since an interval needs 3 loads of each build");
    }

    @Test
    void buildsThatAreNotTheSameWorkGetNoWinner() {
        RunFixture run = new RunFixture();
        run.candidateSize = 1_300_000_000L;
        run.planThreeRounds().start().measureThreeRounds().end("completed");

        assertThat(RunAnalysis.of(run.data()).pairs().get(0).summary().recommendations())
                .extracting(Recommendation::use, Recommendation::choice)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("fastest_answer", "withheld"),
                        org.assertj.core.groups.Tuple.tuple("fastest_long_document", "unknown"),
                        org.assertj.core.groups.Tuple.tuple("least_memory", "withheld"),
                        org.assertj.core.groups.Tuple.tuple("most_stable", "withheld"),
                        org.assertj.core.groups.Tuple.tuple("agent", "unknown"));
        assertThat(of(Use.LEAST_MEMORY, run).wouldChange())
                .isEqualTo("a certificate of C or better; the reasons of the certificate say what stands in the way");
    }

    @Test
    void whatWasNotMeasuredIsUnknown() {
        assertThat(of(Use.FASTEST_LONG_DOCUMENT, RunFixture.threeRounds()))
                .isEqualTo(new Recommendation(
                        "fastest_long_document",
                        "unknown",
                        "context-stress gave no figure for either build",
                        "a run in which both builds get through context-stress"));
    }

    @Test
    void practicallyEqualIsEither() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_200_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, 50.5), 11_200_000_000L);
        }

        Recommendation answer = of(Use.FASTEST_ANSWER, run);

        assertThat(answer.choice()).isEqualTo("either");
        assertThat(answer.because()).endsWith("MLX / GGUF 1.01 (95 % interval 1.01 to 1.01), practically equal");
        assertThat(answer.wouldChange())
                .isEqualTo("a difference of less than 3.00\u00a0% that matters to you (report.practical_equivalence)");
    }

    @Test
    void leastMemoryRestsOnTheShortPromptAndOnTheLongestOne() {
        assertThat(of(Use.LEAST_MEMORY, RunFixture.threeRounds()).because())
                .isEqualTo("peak memory growth in simple-generation: GGUF 1200 MB (n 3, 3 loads), MLX 1500 MB (n 3, 3"
                        + " loads), MLX / GGUF 1.25 (95 % interval 1.25 to 1.25), GGUF is better");
        Recommendation ofDocuments = of(Use.LEAST_MEMORY, longDocuments(2000, 60));
        assertThat(ofDocuments.choice()).isEqualTo("either");
        assertThat(ofDocuments.because())
                .isEqualTo("peak memory growth in context-stress with document-4000: GGUF 1700 MB (n 3, 3 loads), MLX"
                        + " 1700 MB (n 3, 3 loads), MLX / GGUF 1.00 (95 % interval 1.00 to 1.00), practically equal");
    }

    @Test
    void longDocumentsAreJudgedByTheLongest() {
        Recommendation document = of(Use.FASTEST_LONG_DOCUMENT, longDocuments(2000, 60));

        assertThat(document.choice()).isEqualTo("candidate");
        assertThat(document.because())
                .isEqualTo(
                        "time to first text in context-stress with document-4000: GGUF 4000 ms (n 3, 3 loads), MLX 2000"
                                + " ms (n 3, 3 loads), MLX / GGUF 0.500 (95 % interval 0.500 to 0.500), MLX is better; time of the"
                                + " whole request in context-stress with document-4000: GGUF 6000 ms (n 3, 3 loads), MLX 3667 ms"
                                + " (n 3, 3 loads), MLX / GGUF 0.611 (95 % interval 0.611 to 0.611), MLX is better");
    }

    @Test
    void anAgentIsTheSpeedOfLongPromptsAndWhatMemoryKeeps() {
        Recommendation agent = of(Use.AGENT, longDocuments(2000, 60));

        assertThat(agent.choice()).isEqualTo("candidate");
        assertThat(agent.because())
                .isEqualTo(
                        "prefill speed in context-stress with document-4000: GGUF 1000 tokens/s (n 3, 3 loads), MLX 2000"
                                + " tokens/s (n 3, 3 loads), MLX / GGUF 2.00 (95 % interval 2.00 to 2.00), MLX is better; decode"
                                + " speed in context-stress with document-4000: GGUF 50.0 tokens/s (n 3, 3 loads), MLX 60.0"
                                + " tokens/s (n 3, 3 loads), MLX / GGUF 1.20 (95 % interval 1.20 to 1.20), MLX is better; memory"
                                + " kept afterwards in context-stress with document-4000: GGUF 60.0 MB (n 3, 3 loads), MLX 60.0 MB"
                                + " (n 3, 3 loads)" + COLD);
        assertThat(agent.wouldChange())
                .isEqualTo("memory that grows from turn to turn, which was not judged for MLX; " + OTHER_BUILDS);
    }

    @Test
    void aFasterAgentWhoseMemoryGrowsIsNotNamed() {
        PairFacts facts = facts(
                longDocuments(2000, 60),
                List.of(leak(BASELINE, LeakClass.NONE), leak(CANDIDATE, LeakClass.LINEAR)),
                null);

        Advice agent = Recommendations.advice(Use.AGENT, facts);

        assertThat(agent.choice()).isEqualTo("undecided");
        assertThat(agent.because())
                .startsWith("the faster build is the one whose memory grows: prefill speed")
                .endsWith("; GGUF: no growth of the worker's memory detected, limit 0.500 MB a request (n 30, 1 load);"
                        + " MLX: the worker's memory grows with every request, 2.00 MB a request (95 % interval 1.50"
                        + " to 2.50) (n 30, 1 load)" + COLD);
    }

    @Test
    void theCrossoverSaysFromWhichAnswerOnTheOtherIsFaster() {
        RunFixture run = RunFixture.threeRounds();
        CrossoverMap.Fit fit = new CrossoverMap.Fit("x", 1, 1, 1, 10, 5, 0.01);
        CrossoverMap map = new CrossoverMap(
                fit,
                fit,
                List.of(64, 4096),
                List.of(16, 256, 1024),
                List.of(
                        List.of(Zone.CANDIDATE, Zone.CANDIDATE),
                        List.of(Zone.UNDECIDED, Zone.BASELINE),
                        List.of(Zone.BASELINE, Zone.BASELINE)),
                List.of());

        assertThat(Recommendations.advice(Use.FASTEST_ANSWER, facts(run, List.of(), map))
                        .wouldChange())
                .isEqualTo(
                        "answers of about 1024 tokens or more to prompts of about 64, where the crossover map names GGUF; "
                                + OTHER_BUILDS);
    }

    @Test
    void aCrossoverBelowTheMeasuredLengthTurnsTheChoiceForShorterAnswers() {
        PairFacts facts = facts(RunFixture.threeRounds(), List.of(), map(Zone.BASELINE, Zone.BASELINE, Zone.CANDIDATE));

        assertThat(Recommendations.advice(Use.FASTEST_ANSWER, facts).wouldChange())
                .isEqualTo(
                        "answers of about 32 tokens or fewer to prompts of about 64, where the crossover map names GGUF; "
                                + OTHER_BUILDS);
    }

    @Test
    void aCrossoverAroundTheMeasuredLengthTurnsNothing() {
        PairFacts facts = facts(RunFixture.threeRounds(), List.of(), map(Zone.BASELINE, Zone.BASELINE, Zone.BASELINE));

        assertThat(Recommendations.advice(Use.FASTEST_ANSWER, facts).wouldChange())
                .isEqualTo(OTHER_BUILDS);
    }

    /** Answers of 16, 32 and 1024 tokens to a prompt of 64; measured are 100. */
    private static CrossoverMap map(Zone of16, Zone of32, Zone of1024) {
        CrossoverMap.Fit fit = new CrossoverMap.Fit("x", 1, 1, 1, 10, 5, 0.01);
        return new CrossoverMap(
                fit,
                fit,
                List.of(64),
                List.of(16, 32, 1024),
                List.of(List.of(of16), List.of(of32), List.of(of1024)),
                List.of());
    }

    @Test
    void oneThatFailsAndOneThatGrowsAreUndecided() {
        Advice stable = Recommendations.advice(
                Use.MOST_STABLE,
                facts(failing(3), List.of(leak(BASELINE, LeakClass.LINEAR), leak(CANDIDATE, LeakClass.NONE)), null));

        assertThat(stable.choice()).isEqualTo("undecided");
        assertThat(stable.because())
                .startsWith("one fails and the other grows: GGUF: 0 of 6 loads and requests failed");
        assertThat(stable.wouldChange()).isEqualTo("knowing which of the two counts more to you");
    }

    @Test
    void aSingleFailureIsEnoughNotToBeNamed() {
        Advice stable = Recommendations.advice(
                Use.MOST_STABLE,
                facts(failing(1), List.of(leak(BASELINE, LeakClass.LINEAR), leak(CANDIDATE, LeakClass.NONE)), null));

        assertThat(stable.choice()).isEqualTo("undecided");
        assertThat(stable.wouldChange()).isEqualTo("more rounds without a failure");
    }

    @Test
    void theWorstOfSeveralLoadsCounts() {
        PairFacts facts = facts(
                RunFixture.threeRounds(),
                List.of(
                        leak(BASELINE, LeakClass.NONE),
                        leak(BASELINE, LeakClass.LINEAR),
                        leak(CANDIDATE, LeakClass.NONE)),
                null);

        assertThat(Recommendations.advice(Use.MOST_STABLE, facts).choice()).isEqualTo("candidate");
    }

    @Test
    void stabilityIsUnknownWithoutALeakTest() {
        assertThat(of(Use.MOST_STABLE, RunFixture.threeRounds()))
                .isEqualTo(new Recommendation(
                        "most_stable",
                        "unknown",
                        "GGUF: 0 of 12 loads and requests failed, memory from request to request was not judged, decode"
                                + " speeds of 3 rounds at most 8.33\u00a0% apart, no flag; MLX: 0 of 12 loads"
                                + " and requests failed, memory from request to request was not judged, decode speeds of 3"
                                + " rounds at most 8.33\u00a0% apart, no flag",
                        "leak-detection on both builds"));
    }

    @Test
    void memoryThatGrowsWithEveryRequestNamesTheOther() {
        RunFixture run = RunFixture.threeRounds();

        assertThat(Recommendations.advice(
                        Use.MOST_STABLE,
                        facts(
                                run,
                                List.of(leak(BASELINE, LeakClass.LINEAR), leak(CANDIDATE, LeakClass.BOUNDED)),
                                null)))
                .isInstanceOfSatisfying(Advice.Choose.class, choice -> assertThat(choice.choice())
                        .isEqualTo(CANDIDATE));
        assertThat(Recommendations.advice(
                                Use.MOST_STABLE,
                                facts(
                                        run,
                                        List.of(leak(BASELINE, LeakClass.NONE), leak(CANDIDATE, LeakClass.NONE)),
                                        null))
                        .choice())
                .isEqualTo("either");
        Advice open = Recommendations.advice(
                Use.MOST_STABLE,
                facts(run, List.of(leak(BASELINE, LeakClass.NONE), leak(CANDIDATE, LeakClass.GROWTH)), null));
        assertThat(open.choice()).isEqualTo("undecided");
        assertThat(open.wouldChange())
                .isEqualTo("a longer leak test with answers of one length (fixed_output_tokens under"
                        + " scenarios.leak-detection), on more loads");
    }

    @Test
    void theWorkerCountsAndTheWholeSystemOnlyWithoutOne() {
        RunFixture run = RunFixture.threeRounds();
        Leak system = leak(CANDIDATE, LeakClass.GROWTH, "committed_bytes", 30);
        Advice byWorker = Recommendations.advice(
                Use.MOST_STABLE,
                facts(run, List.of(leak(BASELINE, LeakClass.NONE), leak(CANDIDATE, LeakClass.NONE), system), null));
        Advice bySystem = Recommendations.advice(
                Use.MOST_STABLE, facts(run, List.of(leak(BASELINE, LeakClass.NONE), system), null));

        assertThat(byWorker)
                .isEqualTo(new Advice.Either(
                        "no difference seen, and no ratio tested: GGUF: 0 of 12 loads and requests failed, no growth of"
                                + " the worker's memory detected, limit 0.500 MB a request (n 30, 1 load), decode speeds of 3"
                                + " rounds at most 8.33\u00a0% apart, no flag; MLX: 0 of 12 loads and requests failed, no growth"
                                + " of the worker's memory detected, limit 0.500 MB a request (n 30, 1 load), decode speeds of 3"
                                + " rounds at most 8.33\u00a0% apart, no flag",
                        "more loads: 1 load of GGUF and 1 load of MLX were watched"));
        assertThat(bySystem.choice()).isEqualTo("undecided");
        assertThat(bySystem.because())
                .contains(
                        "MLX: 0 of 12 loads and requests failed, committed memory of the whole system rose unevenly, its"
                                + " kind is open (n 30, 1 load)");
    }

    @Test
    void aShortLeakTestAsksForALongerOne() {
        Advice stable = Recommendations.advice(
                Use.MOST_STABLE,
                facts(
                        RunFixture.threeRounds(),
                        List.of(
                                leak(BASELINE, LeakClass.NONE),
                                leak(CANDIDATE, LeakClass.NONE, "worker_anon_bytes", 29)),
                        null));

        assertThat(stable.choice()).isEqualTo("either");
        assertThat(stable.wouldChange())
                .isEqualTo("a leak test of 30 or more prompts with answers of one length ({prompts: 30,"
                        + " fixed_output_tokens: 128} under scenarios.leak-detection)");
    }

    @Test
    void aBuildThatSlowsDownWithinALoadIsNoEqual() {
        List<Leak> clean = List.of(leak(BASELINE, LeakClass.NONE), leak(CANDIDATE, LeakClass.NONE));

        Advice slower = Recommendations.advice(Use.MOST_STABLE, facts(heated(89.6), clean, null));
        Advice within = Recommendations.advice(Use.MOST_STABLE, facts(heated(97.5), clean, null));

        assertThat(slower.choice()).isEqualTo("undecided");
        assertThat(slower.because())
                .contains(
                        "decode in leak-detection 10.4\u00a0% slower than in simple-generation of the same load (round 1)");
        assertThat(slower.wouldChange()).isEqualTo("a machine on which decode does not slow down within a load");
        assertThat(within.choice()).isEqualTo("either");
        assertThat(within.because()).doesNotContain("slower");
    }

    /** MLX writes 100 tokens/s in simple-generation, and so many in leak-detection. */
    private static RunFixture heated(double later) {
        RunFixture run = new RunFixture().start();
        long baseline = run.load(BASELINE, 1, 1);
        long candidate = run.load(CANDIDATE, 1, 1);
        run.generation(BASELINE, 1, baseline, 1, Measured.of(200, 100));
        run.generation(CANDIDATE, 1, candidate, 1, Measured.of(200, 100));
        run.scenario = "leak-detection";
        run.generation(BASELINE, 1, baseline, 1, Measured.of(200, 100));
        return run.generation(CANDIDATE, 1, candidate, 1, Measured.of(200, later));
    }

    @Test
    void memoryThatWasPagedOutNamesNoLeastMemory() {
        RunFixture run = new RunFixture();
        run.cellFlags = List.of("swap_grew");
        run.planThreeRounds().start().measureThreeRounds();

        Recommendation least = of(Use.LEAST_MEMORY, run);

        assertThat(least.choice()).isEqualTo("withheld");
        assertThat(least.because())
                .startsWith("memory was paged out (swap_grew), which these figures leave out: peak memory growth in");
        assertThat(least.wouldChange()).isEqualTo("a run on a machine that does not swap");
    }

    @Test
    void memoryThatNoRoundCanDecideNamesNoLeastMemory() {
        RunFixture run = longDocuments(2000, 60);
        run.scenario = "simple-generation";
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_200_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, 50), round == 3 ? 9_900_000_000L : 11_500_000_000L);
        }

        Recommendation least = of(Use.LEAST_MEMORY, run);

        assertThat(least.choice()).isEqualTo("undecided");
        assertThat(least.wouldChange())
                .isEqualTo(
                        "a new run in which peak memory growth in simple-generation can be compared, since more rounds"
                                + " of this one do not change that");
    }

    @Test
    void moreRoundsThanAreCountedAreSaidSo() {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_200_000_000L);
            run.halfRound(
                    CANDIDATE, round, 1, Measured.of(200, round == 1 ? 30 : round == 2 ? 50 : 83), 11_200_000_000L);
        }

        assertThat(of(Use.FASTEST_ANSWER, run).wouldChange())
                .isEqualTo("more than 100 more rounds, or a quieter machine, on which the loads spread less");
    }

    @Test
    void aBuildThatFailsInEveryRoundIsNotTheStableOneAndASingleFailureNamesNobody() {
        assertThat(of(Use.MOST_STABLE, failing(3)).choice()).isEqualTo("baseline");
        Recommendation once = of(Use.MOST_STABLE, failing(1));
        assertThat(once.choice()).isEqualTo("unknown");
        assertThat(once.because()).contains("MLX: 1 of 7 loads and requests failed");
    }

    private static RunFixture failing(int rounds) {
        RunFixture run = new RunFixture().start();
        for (int round = 1; round <= 3; round++) {
            long baseline = run.load(BASELINE, round, 1);
            run.generation(BASELINE, round, baseline, 1, Measured.of(200, 50));
            long candidate = run.load(CANDIDATE, round, 1);
            run.generation(CANDIDATE, round, candidate, 1, Measured.of(200, 50));
            if (round <= rounds) {
                run.generation(
                        CANDIDATE,
                        round,
                        candidate,
                        2,
                        "measured",
                        Measured.of(200, 50),
                        List.of(),
                        new FailureInfo("stream_cut", "The stream ended."));
            }
        }
        return run;
    }
}
