package io.github.mlxgguf.analysis.advice;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.summary.RunSummary.Deployment;
import io.github.mlxgguf.analysis.summary.RunSummary.DeploymentAdvice;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.RunBody.DeploymentInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In {@link RunFixture#threeRounds} GGUF takes 1.2 GB and MLX 1.5 GB. */
class DeploymentsTest {
    private static final String GGUF_NEED =
            "GGUF: highest seen 1200 MB in simple-generation (3 loads, context of 8192 tokens, longest prompt 50 tokens)";
    private static final String MLX_NEED =
            "MLX: highest seen 1500 MB in simple-generation (3 loads, context of 8192 tokens, longest prompt 50 tokens)";

    private static RunFixture run(double budgetGb, int concurrency, String priority) {
        RunFixture run = new RunFixture();
        run.deployments = List.of(new DeploymentInfo("NEXUS LORE", budgetGb, concurrency, priority));
        return run;
    }

    private static DeploymentAdvice threeRounds(RunFixture run) {
        return advice(run.planThreeRounds().start().measureThreeRounds().end("completed"));
    }

    private static DeploymentAdvice advice(RunFixture run) {
        return RunAnalysis.of(run.data())
                .summary()
                .deployments()
                .get(0)
                .advice()
                .get(0);
    }

    @Test
    void ofTwoThatFitThePriorityChooses() {
        assertThat(threeRounds(run(96, 1, "throughput")))
                .isEqualTo(new DeploymentAdvice(
                        "Llama 3.2 1B",
                        "candidate",
                        8192,
                        94_500_000_000L,
                        "Budget 96 GB, 1 request at once. " + GGUF_NEED + ", fits with 94.8 GB to spare; " + MLX_NEED
                                + ", fits with 94.5 GB to spare. Both fit, so its priority (throughput) counts: decode"
                                + " speed in simple-generation: GGUF 50.0 tokens/s (n 9, 3 loads), MLX 100 tokens/s (n 9, 3"
                                + " loads), MLX / GGUF 2.00 (95 % interval 2.00 to 2.00), MLX is better",
                        "another quantisation than GGUF Q8_0 and MLX 8bit, another engine version or another machine"));
        DeploymentAdvice byMemory = threeRounds(run(96, 1, "memory"));
        assertThat(byMemory.choice()).isEqualTo("baseline");
        assertThat(byMemory.headroomBytes()).isEqualTo(94_800_000_000L);
    }

    @Test
    void latencyIsUndecidedWhereTheFirstTextIs() {
        DeploymentAdvice latency = threeRounds(run(96, 1, "latency"));

        assertThat(latency.choice()).isEqualTo("undecided");
        assertThat(latency.contextTokens()).isNull();
        assertThat(latency.headroomBytes()).isNull();
        assertThat(latency.because())
                .contains("MLX / GGUF 0.999 (95 % interval 0.882 to 1.13), undecided; effective speed in");
    }

    @Test
    void theOneThatFitsIsNamed() {
        assertThat(threeRounds(run(1.3, 1, "latency")))
                .isEqualTo(new DeploymentAdvice(
                        "Llama 3.2 1B",
                        "baseline",
                        8192,
                        100_000_000L,
                        "Budget 1.3 GB, 1 request at once. " + GGUF_NEED + ", fits with 100 MB to spare; " + MLX_NEED
                                + ", does not fit: 200 MB too much",
                        "a budget of at least 1500 MB, into which MLX fits as well"));
    }

    @Test
    void noneFits() {
        assertThat(threeRounds(run(1, 1, "latency")))
                .isEqualTo(new DeploymentAdvice(
                        "Llama 3.2 1B",
                        "none",
                        null,
                        null,
                        "Budget 1 GB, 1 request at once. " + GGUF_NEED + ", does not fit: 200 MB too much; " + MLX_NEED
                                + ", does not fit: 500 MB too much",
                        "a budget of at least 1200 MB, a smaller quantisation or a shorter context"));
    }

    @Test
    void theLargestLoadCountsAndNotTheMiddleOne() {
        RunFixture run = run(96, 1, "memory").start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_000_000_000L + round * 200_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, 50), 11_000_000_000L);
        }

        assertThat(advice(run).because()).contains("GGUF: highest seen 1600 MB in simple-generation (3 loads");
    }

    @Test
    void whatABrokenCellHadTakenIsNeededAllTheSame() {
        RunFixture run = run(1.5, 1, "memory").start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_200_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, 50), 11_400_000_000L);
        }
        run.scenario = "leak-detection";
        run.cell(
                CANDIDATE,
                4,
                run.load(CANDIDATE, 4, 1),
                "broken",
                null,
                new FailureInfo("worker_died", "the worker is gone"),
                List.of(RunFixture.phase("decode", 4, 12_000_000_000L, 12_366_000_000L)));

        DeploymentAdvice advice = advice(run);
        assertThat(advice.choice()).isEqualTo("baseline");
        assertThat(advice.because()).contains("MLX: highest seen 2366 MB in leak-detection");
    }

    @Test
    void latencyGoesByThePaceWhereAnswersDifferInLength() {
        RunFixture run = run(96, 1, "latency").start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(100, 50), 11_200_000_000L);
            run.halfRound(CANDIDATE, round, 1, Measured.of(200, 100).outputTokens(50), 11_400_000_000L);
        }

        DeploymentAdvice advice = advice(run);
        assertThat(advice.choice()).isEqualTo("undecided");
        assertThat(advice.because())
                .contains("the figures name different builds: time to first text")
                .contains("; decode speed in simple-generation");
    }

    @Test
    void theNeedSaysHowManyLoadsRanItsScenarioAndHowManyNeverRose() {
        RunFixture run = run(96, 1, "memory").start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50), 11_200_000_000L);
        }
        run.halfRound(BASELINE, 4, 1, Measured.of(200, 50), 9_900_000_000L);
        run.scenario = "moe";
        run.cell(BASELINE, 5, run.load(BASELINE, 5, 1), 11_669_000_000L);

        assertThat(advice(run).because())
                .contains(
                        "GGUF: highest seen 1669 MB in moe (1 of 4 loads ran it, 1 more load left out whose memory did"
                                + " not rise above its baseline, context of 8192 tokens, longest prompt 50 tokens), fits");
    }

    @Test
    void fewerThanThreeLoadsAreNoBound() {
        RunFixture run = run(96, 1, "memory").start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 11_200_000_000L);
        run.halfRound(CANDIDATE, 1, 1, Measured.of(200, 50), 11_200_000_000L);

        assertThat(advice(run).choice()).isEqualTo("undecided");
        assertThat(advice(run).wouldChange())
                .isEqualTo("at least 2 more rounds (run.rounds), since the highest of fewer than 3 loads is no bound");
    }

    @Test
    void severalRequestsAtOnceNeedTheirOwnScenario() {
        DeploymentAdvice alone = threeRounds(run(96, 4, "throughput"));

        assertThat(alone.choice()).isEqualTo("unknown");
        assertThat(alone.because())
                .isEqualTo(
                        "Budget 96 GB, 4 requests at once. GGUF: memory not measured at 4 requests at once; MLX: memory"
                                + " not measured at 4 requests at once");
        assertThat(alone.wouldChange())
                .isEqualTo("concurrency with at least 4 requests on both builds (scenarios.concurrency.requests), on a"
                        + " machine that does not swap");
    }

    @Test
    void severalRequestsAtOnceAreJudgedByWhatTheyDoTogether() {
        RunFixture run = run(96, 2, "throughput");
        run.scenario = "concurrency";
        run.start();
        for (int round = 1; round <= 3; round++) {
            twoAtOnce(run, BASELINE, round, 4000);
            twoAtOnce(run, CANDIDATE, round, 2000);
        }

        DeploymentAdvice advice = advice(run);

        assertThat(advice.choice()).isEqualTo("candidate");
        assertThat(advice.because())
                .isEqualTo(
                        "Budget 96 GB, 2 requests at once. GGUF: highest seen 1600 MB in concurrency (3 loads, context of 8192"
                                + " tokens, longest prompt 50 tokens), fits with 94.4 GB to spare; MLX: highest seen 1600 MB in concurrency"
                                + " (3 loads, context of 8192 tokens, longest prompt 50 tokens), fits with 94.4 GB to spare. Both"
                                + " fit, so its priority (throughput) counts: total speed of all requests at once in concurrency: GGUF"
                                + " 50.0 tokens/s (n 3, 3 loads), MLX 100 tokens/s (n 3, 3 loads), MLX / GGUF 2.00 (95 % interval"
                                + " 2.00 to 2.00), MLX is better");
    }

    @Test
    void severalRequestsAtOnceNeedNoLessThanASingleOneDid() {
        RunFixture run = run(96, 2, "throughput").start();
        for (int round = 1; round <= 3; round++) {
            run.halfRound(BASELINE, round, 1, Measured.of(200, 50).inputTokens(4000), 13_000_000_000L);
        }
        run.scenario = "concurrency";
        twoAtOnce(run, BASELINE, 1, 4000);

        assertThat(advice(run).because())
                .startsWith(
                        "Budget 96 GB, 2 requests at once. GGUF: highest seen 3000 MB in simple-generation (3 of 4 loads ran it,"
                                + " context of 8192 tokens, longest prompt 4000 tokens), fits with 93.0 GB to spare;");
    }

    private static void twoAtOnce(RunFixture run, String variant, int round, long ms) {
        long seq = run.load(variant, round, 1);
        run.ask("entanglement-200-words", 0, ms).generation(variant, round, seq, 1, Measured.of(200, 30));
        run.ask("entanglement-200-words", 0, ms).generation(variant, round, seq, 2, Measured.of(200, 30));
        run.cell(variant, round, seq, 11_600_000_000L);
    }

    @Test
    void otherWorkWithholdsTheChoiceAndTellsTheFit() {
        RunFixture run = run(96, 1, "throughput");
        run.candidateSize = 1_300_000_000L;

        DeploymentAdvice advice = threeRounds(run);

        assertThat(advice.choice()).isEqualTo("withheld");
        assertThat(advice.because())
                .isEqualTo("Budget 96 GB, 1 request at once. " + GGUF_NEED + ", fits with 94.8 GB to spare; " + MLX_NEED
                        + ", fits with 94.5 GB to spare");
    }

    @Test
    void memoryThatWasPagedOutIsNoBound() {
        RunFixture run = run(96, 1, "throughput");
        run.cellFlags = List.of("swap_grew");

        DeploymentAdvice advice = threeRounds(run);

        assertThat(advice.choice()).isEqualTo("unknown");
        assertThat(advice.because())
                .startsWith("Budget 96 GB, 1 request at once. " + GGUF_NEED
                        + ", but memory was paged out meanwhile (swap_grew): the need is higher;");
    }

    @Test
    void aServerOfOurOwnSaysNothingAboutRealModels() {
        RunFixture simulated = run(96, 1, "memory");
        simulated.serverKind = "simulated";
        RunFixture embedded = run(96, 1, "memory");
        embedded.serverKind = "embedded";

        assertThat(threeRounds(simulated).because())
                .startsWith(
                        "Simulated, with models far smaller than the real ones, so this says nothing about NEXUS LORE."
                                + " Budget 96 GB");
        assertThat(threeRounds(embedded).because())
                .startsWith(
                        "Measured on small models of random weights, so this says nothing about your models on NEXUS LORE."
                                + " Budget 96 GB");
    }

    @Test
    void everyDeploymentIsThereEvenWithoutAnyMeasurement() {
        RunFixture run = run(96, 1, "latency").start();

        assertThat(RunAnalysis.of(run.data()).summary().deployments())
                .containsExactly(new Deployment(
                        "NEXUS LORE",
                        96,
                        1,
                        "latency",
                        List.of(new DeploymentAdvice(
                                "Llama 3.2 1B",
                                "unknown",
                                null,
                                null,
                                "Budget 96 GB, 1 request at once. GGUF: memory not measured; MLX: memory not measured",
                                "a run in which the memory of both builds is read, on a machine that does not swap"))));
    }
}
