package io.github.mlxgguf.analysis.plausibility;

import static io.github.mlxgguf.analysis.RunFixture.BASELINE;
import static io.github.mlxgguf.analysis.RunFixture.CANDIDATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ScenarioBody.MemoryPoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machine of {@link RunFixture} is an M3 Max with 40 GPU cores: 400 GB/s. */
class PlausibilityCheckTest {
    private static List<Implausible> found(RunFixture run) {
        return RunAnalysis.of(run.data()).summary().implausible();
    }

    private static Measured prefill(double rate, long inputTokens) {
        return new Measured(200, rate, 50.0, 50, 1000, inputTokens, 100);
    }

    @Test
    void anOrdinaryRunHasNone() {
        assertThat(found(RunFixture.threeRounds())).isEmpty();
        assertThat(RunAnalysis.of(RunFixture.threeRounds().data()).banners())
                .extracting(banner -> banner.title())
                .doesNotContain("Figures that cannot be");
    }

    @Test
    void noEngineReadsPromptsThatFast() {
        RunFixture run = new RunFixture().start();
        long seq = run.load(CANDIDATE, 1, 1);
        run.generation(CANDIDATE, 1, seq, 1, prefill(25_000, 1000));
        run.generation(CANDIDATE, 1, seq, 2, prefill(25_001, 1000));
        run.generation(CANDIDATE, 1, seq, 3, prefill(166_135, 1000));

        assertThat(found(run))
                .containsExactly(new Implausible(
                        "prefill_beyond_reach",
                        "Llama 3.2 1B",
                        "candidate",
                        "MLX in simple-generation: prefill of up to 166\u202f135 tokens/s, beyond 25\u202f000 tokens/s in 2 of"
                                + " 3 requests. No engine is known to read that fast, so the prompt was probably taken from a"
                                + " cache."));
        assertThat(RunAnalysis.of(run.data()).banners())
                .filteredOn(banner -> banner.title().equals("Figures that cannot be"))
                .singleElement()
                .satisfies(banner -> assertThat(banner.text())
                        .startsWith("Llama 3.2 1B, MLX in simple-generation: prefill of up to 166\u202f135 tokens/s"));
    }

    @Test
    void aSmallModelMayReadThatFast() {
        RunFixture run = new RunFixture();
        run.candidateSize = 999_999_999L;
        run.start();
        long seq = run.load(CANDIDATE, 1, 1);
        run.generation(CANDIDATE, 1, seq, 1, prefill(100_000, 1000));

        assertThat(found(run)).isEmpty();
    }

    @Test
    void aPromptReadMuchFasterThanItsNeighbourCameFromACache() {
        assertThat(found(documents(1000, 4000, 8001)))
                .containsExactly(new Implausible(
                        "prefill_out_of_line",
                        "Llama 3.2 1B",
                        "baseline",
                        "GGUF in context-stress: prefill of 8001 tokens/s for a prompt of 4000 tokens, more than 8 times its"
                                + " own 1000 tokens/s for prompts of 1000 tokens. The prompt was probably taken from a"
                                + " cache."));
        assertThat(found(documents(1000, 4000, 8000))).isEmpty();
    }

    @Test
    void lengthsFarApartAreNoNeighbours() {
        assertThat(found(documents(1000, 4001, 20_000))).isEmpty();
    }

    private static RunFixture documents(long shortTokens, long longTokens, double longRate) {
        RunFixture run = new RunFixture();
        run.scenario = "context-stress";
        run.start();
        long seq = run.load(BASELINE, 1, 1);
        run.prompt = "document-" + shortTokens;
        run.generation(BASELINE, 1, seq, 1, prefill(1000, shortTokens));
        run.prompt = "document-" + longTokens;
        run.generation(BASELINE, 1, seq, 1, prefill(longRate, longTokens));
        return run;
    }

    @Test
    void oneOfSeveralEqualPromptsFromACacheIsFoundAsWell() {
        RunFixture run = new RunFixture().start();
        long seq = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, seq, 1, prefill(1000, 500));
        run.generation(BASELINE, 1, seq, 2, prefill(1000, 500));
        run.generation(BASELINE, 1, seq, 3, prefill(9000, 500));

        assertThat(found(run)).extracting(Implausible::id).containsExactly("prefill_out_of_line");
    }

    @Test
    void decodeCannotOutrunTheMemoryOfTheChip() {
        // 1.25 × 400 GB/s over 1 GB: 500 tokens/s are possible, and 501 are not.
        assertThat(found(decoding(500, "dense"))).isEmpty();
        assertThat(found(decoding(501, "moe"))).isEmpty();
        assertThat(found(decoding(501, "dense")))
                .containsExactly(new Implausible(
                        "decode_beyond_bandwidth",
                        "Llama 3.2 1B",
                        "baseline",
                        "GGUF in simple-generation: decode at 501 tokens/s with weights of 1000 MB would move 501 GB/s, and"
                                + " the memory of Apple M3 Max gives 400 GB/s. Probably several tokens come of one pass over"
                                + " the weights (draft decoding), or this is not the build that was meant."));
    }

    @Test
    void draftDecodingMayOutrunIt() {
        RunFixture run = new RunFixture().start();
        long seq = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, seq, 1, "measured", Measured.of(200, 900), List.of("speculative_decoding"), null);

        assertThat(found(run)).isEmpty();
    }

    @Test
    void aWorkerThatWasPagedOutMayBeSmall() {
        RunFixture run = new RunFixture();
        run.cellFlags = List.of("swap_grew");
        run.start();
        long seq = run.load(CANDIDATE, 1, 1);
        Map<String, MemoryStat> small = Map.of("worker_footprint_bytes", new MemoryStat(1_000L, 1_000L, 20));
        run.cell(CANDIDATE, 1, seq, "passed", null, null, List.of(new PhaseMemory("decode", 1, 2, small)));

        assertThat(found(run)).isEmpty();
    }

    private static RunFixture decoding(double rate, String architecture) {
        RunFixture run = new RunFixture();
        run.architecture = architecture;
        run.start();
        long seq = run.load(BASELINE, 1, 1);
        run.generation(BASELINE, 1, seq, 1, Measured.of(200, rate));
        return run;
    }

    @Test
    void aWorkerOfMlxHoldsItsWeights() {
        assertThat(found(worker("lmstudio", CANDIDATE, "worker_footprint_bytes", 908_999_999L)))
                .containsExactly(new Implausible(
                        "worker_too_small",
                        "Llama 3.2 1B",
                        "candidate",
                        "MLX: the worker process had at most 909 MB, less than the 1010 MB of weights that it should hold."
                                + " Probably another process was watched, so its memory from request to request says nothing;"
                                + " the memory of the whole machine is not touched by this."));
        assertThat(found(worker("lmstudio", CANDIDATE, "worker_footprint_bytes", 909_000_000L)))
                .isEmpty();
        // Its weights may be mapped, which a footprint leaves out.
        assertThat(found(worker("lmstudio", BASELINE, "worker_footprint_bytes", 100_000_000L)))
                .isEmpty();
    }

    @Test
    void noAdviceRestsOnAWorkerThatCannotBeTheRightOne() {
        assertThat(stability(500_000_000L)).contains("MLX").contains("memory from request to request was not judged");
        assertThat(stability(909_000_000L)).contains("no growth of the worker's memory detected");
    }

    /** What the advice on stability says of an MLX build whose worker has so much after each of eight requests. */
    private static String stability(long workerBytes) {
        RunFixture run = new RunFixture();
        run.scenario = "leak-detection";
        run.start();
        long seq = run.load(CANDIDATE, 1, 1);
        Map<String, MemoryStat> worker = Map.of("worker_footprint_bytes", new MemoryStat(workerBytes, workerBytes, 20));
        run.points = IntStream.rangeClosed(1, 8)
                .mapToObj(request ->
                        new MemoryPoint(run.prompt, request, List.of(new PhaseMemory("after", 1, 2, worker))))
                .toList();
        run.generation(CANDIDATE, 1, seq, 1, Measured.of(200, 50));
        run.cell(CANDIDATE, 1, seq, "passed", null, null, List.of(new PhaseMemory("decode", 1, 2, worker)));
        return RunAnalysis.of(run.data()).summary().pairs().get(0).recommendations().stream()
                .filter(recommendation -> recommendation.use().equals("most_stable"))
                .findFirst()
                .orElseThrow()
                .because();
    }

    @Test
    void onLinuxOnlyTheOwnServersAreKnownToHoldTheirWeightsInMemory() {
        assertThat(found(worker("embedded", BASELINE, "worker_anon_bytes", 500_000_000L)))
                .extracting(Implausible::id)
                .containsExactly("worker_too_small");
        assertThat(found(worker("embedded", BASELINE, "worker_anon_bytes", 890_000_000L)))
                .isEmpty();
        assertThat(found(worker("lmstudio", BASELINE, "worker_anon_bytes", 500_000_000L)))
                .isEmpty();
    }

    /** A worker with 10 MB of file pages, where those are told apart. */
    private static RunFixture worker(String serverKind, String variant, String field, long bytes) {
        RunFixture run = new RunFixture();
        run.serverKind = serverKind;
        run.start();
        long seq = run.load(variant, 1, 1);
        run.generation(variant, 1, seq, 1, Measured.of(200, 50));
        MemoryStat peak = new MemoryStat(bytes, bytes, 20);
        Map<String, MemoryStat> metrics = field.equals("worker_anon_bytes")
                ? Map.of(field, peak, "worker_file_bytes", new MemoryStat(10_000_000L, 10_000_000L, 20))
                : Map.of(field, peak);
        run.cell(variant, 1, seq, "passed", null, null, List.of(new PhaseMemory("decode", 1, 2, metrics)));
        return run;
    }

    @Test
    void theWholeSystemGrowsByNoLessThanTheWorkerAlone() {
        assertThat(found(growing(10_079_800_000L, 227_000_000L, List.of())))
                .containsExactly(
                        new Implausible(
                                "growth_below_worker",
                                "Llama 3.2 1B",
                                "candidate",
                                "MLX in simple-generation, round 1: peak memory growth of 79.8 MB is below the 227 MB that its own"
                                        + " worker grew by. Other programs gave memory back meanwhile, so the true need is higher."));
        assertThat(found(growing(10_089_999_999L, 100_000_000L, List.of()))).hasSize(1);
        assertThat(found(growing(10_090_000_000L, 100_000_000L, List.of()))).isEmpty();
        assertThat(found(growing(10_079_800_000L, 227_000_000L, List.of("swap_grew"))))
                .isEmpty();
    }

    private static RunFixture growing(long committedPeak, long worker, List<String> flags) {
        RunFixture run = new RunFixture();
        run.cellFlags = flags;
        run.start();
        long seq = run.load(CANDIDATE, 1, 1);
        Map<String, MemoryStat> metrics = Map.of(
                "committed_bytes", new MemoryStat(committedPeak, committedPeak, 20),
                "worker_anon_bytes", new MemoryStat(worker, worker, 20));
        return run.cell(CANDIDATE, 1, seq, "passed", null, null, List.of(new PhaseMemory("decode", 1, 2, metrics)));
    }

    @ParameterizedTest
    @CsvSource({
        "Apple M1, 8, 68.25",
        "Apple M3 Max, 30, 300",
        "Apple M3 Max, 40, 400",
        "Apple M3 Max, , 400",
        "Apple M4 Max, 32, 410",
        "Apple M4 Max, 40, 546",
        "Apple M3 Ultra, 80, 819",
    })
    void bandwidthOfAChip(String chip, Integer gpuCores, double gigabytesPerSecond) {
        assertThat(AppleChips.bandwidthBytesPerSecond(chip, gpuCores))
                .isEqualTo(OptionalDouble.of(gigabytesPerSecond * 1e9));
    }

    @Test
    void anUnknownChipIsNotChecked() {
        assertThat(AppleChips.bandwidthBytesPerSecond("Intel(R) Xeon(R)", null)).isEmpty();
        assertThat(AppleChips.bandwidthBytesPerSecond("Apple M9 Max", 40)).isEmpty();
        assertThat(AppleChips.bandwidthBytesPerSecond(null, null)).isEmpty();
    }
}
