package io.github.mlxgguf.analysis.advice;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static io.github.mlxgguf.analysis.RunFixture.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Config;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.advice.DenseAgainstMoe.Build;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RunBody.DeploymentInfo;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunBody.VariantInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunAdviceTest {
    private static final String SCOUT = "Llama 4 Scout 17B-16E";

    private static RunAdvice advice(RunFixture run) {
        return RunAnalysis.of(run.data()).advice();
    }

    private static List<String> memory(RunFixture run) {
        return advice(run).memory().stream()
                .flatMap(ofPair -> ofPair.advice().stream())
                .map(MemoryAdvice::sentence)
                .toList();
    }

    /** A dense pair with three rounds, and Scout beside it with one round of GGUF. */
    private static RunFixture withScout() {
        return withScout("lmstudio");
    }

    private static RunFixture withScout(String serverKind) {
        RunFixture run = new RunFixture();
        run.serverKind = serverKind;
        run.otherPairs = List.of(new PairInfo(
                SCOUT,
                "moe",
                "format",
                new VariantInfo("GGUF", "gguf", "Q8_0", "scout", 1_000_000_000L),
                new VariantInfo("MLX", "mlx", "8bit", "scout-mlx", 1_010_000_000L)));
        run.deployments = List.of(new DeploymentInfo("NEXUS LORE", 1.3, 1, "latency"));
        run.planThreeRounds().start().measureThreeRounds();
        run.pair = SCOUT;
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 75), 11_400_000_000L);
        return run;
    }

    @Test
    void scoutIsGuidedByWhatThisRunMeasuredAndByWhatIsKnownOfIt() {
        assertThat(advice(withScout()).models())
                .containsExactly(new ModelGuidance(
                        SCOUT,
                        List.of(
                                "Memory of GGUF: highest seen 1400 MB (1 load, one request at a time); budget of NEXUS LORE 1.3 GB,"
                                        + " 100 MB too little.",
                                "Memory of MLX: not measured in this run.",
                                "Decode speed of GGUF: 75.0 tokens/s (n 3, 1 load); of the dense models of this run: Llama 3.2"
                                        + " 1B 50.0 tokens/s (n 9, 3 loads).",
                                "Decode speed of MLX: not measured in this run.",
                                "Context: no long prompt was measured in this run (context-stress)."),
                        List.of(
                                "Scout has 109 billion parameters in 16 experts. Each token uses one expert that a router"
                                        + " picks and one shared expert, 17 billion parameters together.",
                                "So it needs the memory of all 109 billion, however few of them a token uses, and its speed can be near"
                                        + " that of a dense model of 17 billion.",
                                "LM Studio's own MLX build is text only: it lacks the vision part that the GGUF build can have."
                                        + " Where images matter, the two are not the same model.")));
    }

    @Test
    void standInsAreHeldAgainstNoBudget() {
        RunFixture run = withScout("simulated");

        assertThat(advice(run).models().get(0).measured())
                .startsWith("Memory of GGUF: highest seen 1400 MB (1 load, one request at a time).");
    }

    @Test
    void otherModelsGetNoGuidance() {
        assertThat(advice(RunFixture.threeRounds()).models()).isEmpty();
    }

    @Test
    void denseAndMoeStandSideBySide() {
        DenseAgainstMoe table = Objects.requireNonNull(advice(withScout()).denseAgainstMoe());

        assertThat(table.builds())
                .containsExactly(
                        new Build("Llama 3.2 1B", "dense", "GGUF", 1_000_000_000L, 1.2, 3, 50.0, 50.0, 3),
                        new Build("Llama 3.2 1B", "dense", "MLX", 1_010_000_000L, 1.5 / 1.01, 3, 100.0, 100 / 1.01, 3),
                        new Build(SCOUT, "moe", "GGUF", 1_000_000_000L, 1.4, 1, 75.0, 75.0, 1));
        assertThat(table.ratios()).extracting(DenseAgainstMoe.Ratios::pair).containsExactly("Llama 3.2 1B", SCOUT);
        assertThat(Objects.requireNonNull(table.ratios().get(0).decode()).verdict())
                .isEqualTo(Verdict.CANDIDATE);
        assertThat(Objects.requireNonNull(table.ratios().get(1).decode()).verdict())
                .isEqualTo(Verdict.WITHHELD);
    }

    @Test
    void oneKindAloneIsNotCompared() {
        assertThat(advice(RunFixture.threeRounds()).denseAgainstMoe()).isNull();
    }

    @Test
    void withoutSupportThereIsNoAdvice() {
        assertThat(advice(RunFixture.threeRounds()).memory()).isEmpty();
    }

    @Test
    void longerPromptsThatTookMoreInEveryLoadAreAdvice() {
        assertThat(memory(documents(3, 0)))
                .containsExactly(
                        "Context length, GGUF: prompts of 4000 tokens took 500 MB more at the peak than prompts of 1000"
                                + " (3 loads each, no overlap); 60.0 MB more than right after the load stayed afterwards. Shorter"
                                + " prompts save it.");
        assertThat(memory(documents(2, 0))).isEmpty();
        assertThat(memory(documents(3, 500_000_000L))).isEmpty();
    }

    @Test
    void aContextThatWasNotFilledIsExtrapolatedAndSaysSo() {
        RunFixture run = documents(3, 0);
        PairFacts facts = FactsOf.pair(run);

        DeploymentAdvisor.Advised wide =
                new DeploymentAdvisor(new DeploymentInfo("a", 96, 1, "memory"), facts).advise();
        DeploymentAdvisor.Advised narrow =
                new DeploymentAdvisor(new DeploymentInfo("b", 2, 1, "memory"), facts).advise();

        // 0.5 GB over 3000 tokens are 699 MB over the 4192 that are left of 8192.
        assertThat(wide.advice().because())
                .startsWith(
                        "Budget 96 GB, 1 request at once. GGUF: highest seen 1700 MB in context-stress (3 loads, context of 8192"
                                + " tokens, longest prompt 4000 tokens), fits with 94.3 GB to spare [extrapolated, not measured:"
                                + " prompts that fill its context of 8192 tokens take about 699 MB more]; MLX: memory not measured");
        assertThat(narrow.advice().because())
                .contains(
                        "fits with 300 MB to spare [extrapolated, not measured: prompts that fill its context of 8192 tokens"
                                + " take about 699 MB more and do not fit]");
    }

    /** In the last round the short prompt takes so much more. */
    private static RunFixture documents(int rounds, long extraInTheLast) {
        RunFixture run = new RunFixture();
        run.scenario = "context-stress";
        run.start();
        for (int round = 1; round <= rounds; round++) {
            long seq = run.load(BASELINE, round, 1);
            for (int tokens : List.of(1000, 4000)) {
                run.prompt = "document-" + tokens;
                run.generation(BASELINE, round, seq, 1, Measured.of(200, 50).inputTokens(tokens));
            }
            long extra = round == rounds ? extraInTheLast : 0;
            run.points = List.of(
                    point("document-1000", 1, 11_200_000_000L + extra, 11_150_000_000L),
                    point("document-4000", 1, 11_700_000_000L, 11_160_000_000L));
            run.cell(BASELINE, round, seq, 11_700_000_000L);
        }
        return run;
    }

    @Test
    void severalRequestsAtOnceThatTookMoreAreAdvice() {
        RunFixture run = new RunFixture().start();
        run.halfRound(BASELINE, 1, 1, Measured.of(200, 50), 11_200_000_000L);
        run.scenario = "concurrency";
        long seq = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, seq, 1, Measured.of(200, 30));
        run.generation(BASELINE, 1, seq, 2, Measured.of(200, 30));
        run.cell(BASELINE, 1, seq, 11_600_000_000L);

        assertThat(memory(run))
                .containsExactly(
                        "Requests at once, GGUF: 2 at once took 400 MB more at the peak than one at a time (1 load and"
                                + " 1 load, no overlap, provisional). One after the other saves it, and takes longer.");
    }

    @Test
    void moreSlotsThatTookMoreAreAdvice() {
        assertThat(memory(slots(4)))
                .containsExactly(
                        "Parallel slots, GGUF: loaded with 4 slots it took 300 MB more right after the load than with 1"
                                + " slot (1 load and 1 load, no overlap, provisional). Where one request is asked at a time, fewer"
                                + " slots (load.parallel) save it.");
        assertThat(memory(slots(1))).isEmpty();
    }

    @Test
    void fewerSlotsThatTookMoreAreNoAdvice() {
        assertThat(memory(slots(5, 1, List.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"baseline_drifted", "not_settled", "swap_grew"})
    void loadsWhoseBaselinesAreDoubtfulAreNotHeldAgainstEachOther(String flag) {
        assertThat(memory(slots(1, 4, List.of("thermal")))).hasSize(1);
        assertThat(memory(slots(1, 4, List.of(flag)))).isEmpty();
    }

    private static RunFixture slots(int ofTheSecond) {
        return slots(1, ofTheSecond, List.of());
    }

    /** The second load takes 300 MB more. */
    private static RunFixture slots(int ofTheFirst, int ofTheSecond, List<String> flags) {
        RunFixture run = new RunFixture().start();
        run.baselineConfig = new Config(8192, 8192, ofTheFirst);
        run.load(BASELINE, 1, 1);
        run.baselineConfig = new Config(8192, 8192, ofTheSecond);
        run.loadedGrowthBytes = 1_400_000_000L;
        run.load(BASELINE, 2, 1.0, 10_000_000_000L, null, flags);
        return run;
    }

    @Test
    void aCacheOffTheGpuThatTookMoreIsAdvice() {
        RunFixture run = new RunFixture().start();
        run.offloadKv = true;
        run.load(CANDIDATE, 1, 1);
        run.offloadKv = false;
        run.loadedGrowthBytes = 1_400_000_000L;
        run.load(CANDIDATE, 2, 1);

        assertThat(memory(run))
                .containsExactly(
                        "KV offload, MLX: with the key-value cache off the GPU it took 300 MB more right after the load"
                                + " than with it on the GPU (1 load and 1 load, no overlap, provisional).");
    }

    @Test
    void weightsThatAreMappedAreSaidToBe() {
        String rest =
                " so weights are mapped from the file. The system may drop them when memory gets short and reads them again"
                        + " when they are needed: that keeps the machine going and slows answers. Turn mmap off where they must stay.";
        assertThat(memory(worker(BASELINE, "worker_file_bytes", 900_000_000L)))
                .containsExactly(
                        "Memory mapping (mmap), GGUF: 900 MB of the worker are file pages with weights of 1000 MB (1"
                                + " load)," + rest);
        assertThat(memory(worker(BASELINE, "worker_footprint_bytes", 200_000_000L)))
                .containsExactly(
                        "Memory mapping (mmap), GGUF: the worker's own memory is 200 MB with weights of 1000 MB (1"
                                + " load)," + rest);
        assertThat(memory(worker(BASELINE, "worker_file_bytes", 20_000_000L))).isEmpty();
        assertThat(memory(worker(BASELINE, "worker_footprint_bytes", 1_100_000_000L)))
                .isEmpty();
        assertThat(memory(worker(CANDIDATE, "worker_footprint_bytes", 200_000_000L)))
                .isEmpty();
        assertThat(memory(worker(CANDIDATE, "worker_file_bytes", 900_000_000L))).isEmpty();
    }

    @Test
    void filePagesBesideSmallWeightsMayBeTheProgramsOwn() {
        RunFixture run = new RunFixture();
        run.baselineSize = 999_999_999L;

        assertThat(memory(worker(run, BASELINE, "worker_file_bytes", 900_000_000L)))
                .isEmpty();
    }

    private static RunFixture worker(String variant, String field, long bytes) {
        return worker(new RunFixture(), variant, field, bytes);
    }

    private static RunFixture worker(RunFixture run, String variant, String field, long bytes) {
        run.start();
        long seq = run.load(variant, 1, 1);
        run.cell(
                variant,
                1,
                seq,
                "passed",
                null,
                null,
                List.of(new PhaseMemory("decode", 1, 2, Map.of(field, new MemoryStat(bytes, bytes, 20)))));
        return run;
    }
}
