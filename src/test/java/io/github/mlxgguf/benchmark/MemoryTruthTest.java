package io.github.mlxgguf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.mlxgguf.benchmark.PlainResults.Stat;
import io.github.mlxgguf.benchmark.PlainResults.Stretch;
import io.github.mlxgguf.embedded.simulation.GenerationTruth;
import io.github.mlxgguf.embedded.simulation.LoadTruth;
import io.github.mlxgguf.embedded.simulation.TruthLine;
import io.github.mlxgguf.embedded.simulation.TruthReader;
import io.github.mlxgguf.junit.MatrixLaunch;
import io.github.mlxgguf.metric.MemoryField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One short run of the shipped scenarios against the simulated server, and what its results folder says of memory: against the truth
 * where the server knows it, and against the folder's own samples by arithmetic that is written down here once more.
 *
 * <p>The MLX build holds its weights itself, loses memory with every answer, and its worker stays for a while after the unload. The GGUF
 * build maps its weights from a file and loses nothing. What is the worker's is held against the truth. Committed memory is that of the
 * machine, which other programs move by more than any bound of use: it is recomputed to the byte, and bounded by nothing.
 */
@Timeout(240)
@EnabledOnOs(OS.LINUX)
class MemoryTruthTest {
    private static final long MEGABYTE = 1_000_000;
    private static final long OWN_BYTES = 400 * MEGABYTE;
    private static final long MAPPED_BYTES = 150 * MEGABYTE;
    private static final long LEAKED_PER_ANSWER = 3 * MEGABYTE;
    /** As many as the kind of a growth needs. */
    private static final int REQUESTS = 30;

    private static final int READINGS_OF_A_BASELINE = 10;

    /** A worker that works moves by this much whatever it is asked: its virtual machine compiles, and the kernel counts in batches. */
    private static final long STIR_BYTES = 3 * MEGABYTE;

    /** Memory has settled this close to the baseline. */
    private static final long SETTLED_WITHIN_BYTES = 300 * MEGABYTE;

    private static final long SETTLE_LIMIT_NS = 30_000_000_000L;
    private static final String COMMITTED = "committed_bytes";
    private static final String ANON = "worker_anon_bytes";
    private static final String FILE = "worker_file_bytes";
    private static final List<String> FIELDS =
            Stream.of(MemoryField.values()).map(MemoryField::id).toList();

    private static final String SCRIPT = """
            seed: 1
            faults: [{on: unload, model: truth-mlx, kind: lingering_worker, seconds: 1.5}]
            models:
              - key: truth@q8_0
                format: gguf
                quantization: Q8_0
                size_bytes: %2$d
                resident_bytes: %2$d
                mmap: true
                speed: {load_seconds: 0.3, prefill_tokens_per_second: 250, decode_tokens_per_second: 150}
              - key: truth-mlx
                format: mlx
                quantization: 8bit
                size_bytes: %1$d
                resident_bytes: %1$d
                speed: {load_seconds: 0.5, prefill_tokens_per_second: 250, decode_tokens_per_second: 150}
                leak: {kind: linear, bytes_per_request: %3$d}
            """.formatted(OWN_BYTES, MAPPED_BYTES, LEAKED_PER_ANSWER);

    private static final String CONFIG = """
            pairs:
              - name: Truth
                architecture: dense
                gguf: {model: truth@q8_0, quantization: Q8_0}
                mlx: {model: truth-mlx, quantization: 8bit}
            discover: {enabled: false}
            load: {context_length: 4096}
            run: {rounds: 1, warmup: 1, iterations: 2, cooldown: 0s, max_output_tokens: 120}
            scenarios:
              cold-start: {idle: 1s, baseline: 2s}
              leak-detection: {prompts: %d, pause: 300ms, fixed_output_tokens: 30}
            """.formatted(REQUESTS);

    private static PlainResults results;
    private static Path truth;

    @BeforeAll
    static void play(@TempDir Path folder) throws IOException {
        try (MatrixLaunch launch = MatrixLaunch.into(folder)) {
            launch.set("bench.server", "simulated")
                    .set("bench.script", write(folder.resolve("script.yaml"), SCRIPT))
                    .set("bench.config", write(folder.resolve("config.yaml"), CONFIG))
                    .set("bench.scenarios", "cold-start, simple-generation, leak-detection");

            launch.run(selectClass(ModelBenchmark.class));

            assertThat(launch.failures()).isEmpty();
        }
        Path run = folder.resolve("results/latest");
        results = new PlainResults(run);
        truth = Files.copy(run.resolve("truth.jsonl"), folder.resolve("truth.jsonl"));
    }

    @Test
    void theWorkersOwnMemoryGrowsByTheWeightsItHolds() throws IOException {
        LoadTruth load = load("truth-mlx");
        assertThat(load.residentBytes()).isEqualTo(OWN_BYTES);

        assertThat(loaded("mlx", ANON).median() - known(load.anonymousBeforeBytes()))
                .isCloseTo(OWN_BYTES, within(bound(OWN_BYTES)));
        assertThat(loaded("mlx", FILE).median() - known(load.fileBeforeBytes())).isCloseTo(0L, within(STIR_BYTES));
        assertThat(results.record("load", "mlx").get("worker_pid").longValue()).isEqualTo(load.workerPid());
    }

    @Test
    void weightsThatAreMappedAreFileBackedAndNotTheWorkersOwn() throws IOException {
        assumeFalse(
                Files.getFileStore(Path.of(System.getProperty("java.io.tmpdir")))
                        .type()
                        .equals("tmpfs"),
                "the temporary directory lies in memory, where the pages of a file are shared memory");
        LoadTruth load = load("truth@q8_0");
        assertThat(load.mappedBytes()).isEqualTo(MAPPED_BYTES);

        assertThat(loaded("gguf", FILE).median() - known(load.fileBeforeBytes()))
                .isCloseTo(MAPPED_BYTES, within(bound(MAPPED_BYTES)));
        assertThat(loaded("gguf", ANON).median() - known(load.anonymousBeforeBytes()))
                .isCloseTo(0L, within(STIR_BYTES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gguf", "mlx"})
    void everyPhaseHoldsTheSamplesOfItsTimeAndNoOthers(String format) {
        JsonNode load = results.record("load", format);
        agrees(load.get("memory_before"), Stretch.of(load.get("memory_before")));
        agrees(load.get("memory_after"), Stretch.of(load.get("memory_after")));
        JsonNode unload = results.record("unload", format);
        agrees(unload.get("memory"), Stretch.of(unload.get("memory")));

        JsonNode coldStart = results.cell("cold-start", format);
        assertThat(PlainResults.phase(coldStart.get("memory"), "baseline")).isEqualTo(load.get("memory_before"));
        assertThat(PlainResults.phase(coldStart.get("memory"), "loaded")).isEqualTo(load.get("memory_after"));
        JsonNode idle = PlainResults.phase(coldStart.get("memory"), "idle");
        agrees(idle, Stretch.of(idle));

        for (String scenario : List.of("simple-generation", "leak-detection")) {
            JsonNode memory = results.cell(scenario, format).get("memory");
            List<JsonNode> measured = results.generations(scenario, format, "measured");
            assertThat(measured).isNotEmpty();
            agrees(
                    PlainResults.phase(memory, "prefill"),
                    measured.stream().map(PlainResults::prefill).toArray(Stretch[]::new));
            agrees(
                    PlainResults.phase(memory, "decode"),
                    measured.stream().map(PlainResults::decode).toArray(Stretch[]::new));
        }
        JsonNode after =
                PlainResults.phase(results.cell("simple-generation", format).get("memory"), "after");
        agrees(after, Stretch.of(after));
        agrees(
                PlainResults.phase(results.cell("leak-detection", format).get("memory"), "after"),
                pointStretches(format, "after").toArray(Stretch[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gguf", "mlx"})
    void everyPointOfACourseHoldsTheSamplesOfItsGeneration(String format) {
        JsonNode points = results.cell("leak-detection", format).get("memory_points");
        List<JsonNode> measured = results.generations("leak-detection", format, "measured");
        assertThat(points).hasSize(REQUESTS);
        assertThat(measured).hasSize(REQUESTS);

        for (int i = 0; i < REQUESTS; i++) {
            JsonNode memory = points.get(i).get("memory");
            JsonNode prefill = PlainResults.phase(memory, "prefill");
            JsonNode decode = PlainResults.phase(memory, "decode");
            assertThat(Stretch.of(prefill)).isEqualTo(PlainResults.prefill(measured.get(i)));
            assertThat(Stretch.of(decode)).isEqualTo(PlainResults.decode(measured.get(i)));
            for (JsonNode phase : memory) {
                assertThat(PlainResults.recorded(phase))
                        .isEqualTo(results.statistics(List.of(Stretch.of(phase)), List.of(COMMITTED, ANON)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gguf", "mlx"})
    void noMomentBelongsToTwoPhases(String format) {
        List<Stretch> all = new ArrayList<>();
        JsonNode load = results.record("load", format);
        all.add(Stretch.of(load.get("memory_before")));
        all.add(Stretch.of(load.get("memory_after")));
        all.add(Stretch.of(PlainResults.phase(results.cell("cold-start", format).get("memory"), "idle")));
        for (String scenario : List.of("simple-generation", "leak-detection")) {
            for (JsonNode generation : results.generations(scenario, format, "measured")) {
                all.add(PlainResults.prefill(generation));
                all.add(PlainResults.decode(generation));
            }
        }
        all.add(Stretch.of(
                PlainResults.phase(results.cell("simple-generation", format).get("memory"), "after")));
        all.addAll(pointStretches(format, "after"));
        all.add(Stretch.of(results.record("unload", format).get("memory")));
        all.sort(Comparator.comparingLong(Stretch::startNs));

        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i - 1).endNs())
                    .isLessThanOrEqualTo(all.get(i).startNs())
                    .isGreaterThan(all.get(i - 1).startNs());
        }
        assertThat(load.get("end_ns").longValue())
                .isLessThanOrEqualTo(all.get(1).startNs());
        assertThat(load.get("start_ns").longValue())
                .isGreaterThanOrEqualTo(all.get(0).endNs());
    }

    @Test
    void aBaselineHasTenReadingsAndAPeakHasThree() {
        List<Stat> all = new ArrayList<>();
        for (String format : List.of("gguf", "mlx")) {
            JsonNode load = results.record("load", format);
            assertThat(PlainResults.recorded(load.get("memory_before")).get(COMMITTED))
                    .satisfies(stat -> assertThat(stat.n()).isGreaterThanOrEqualTo(READINGS_OF_A_BASELINE));
            results.cell("leak-detection", format).get("memory_points").forEach(point -> point.get("memory")
                    .forEach(phase -> all.addAll(PlainResults.recorded(phase).values())));
        }

        assertThat(all).allMatch(stat -> stat.n() >= 3 == (stat.peak() != null));
        assertThat(all).as("some phases are too short for a peak").anyMatch(stat -> stat.n() < 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gguf", "mlx"})
    void theHeadlineIsThePeakOfMeasuredWorkOverTheBaseline(String format) {
        JsonNode load = results.record("load", format);
        for (String scenario : List.of("simple-generation", "leak-detection")) {
            List<Stretch> prefill = new ArrayList<>();
            List<Stretch> decode = new ArrayList<>();
            for (JsonNode generation : results.generations(scenario, format, "measured")) {
                prefill.add(PlainResults.prefill(generation));
                decode.add(PlainResults.decode(generation));
            }
            Long baseline = results.statistics(List.of(Stretch.of(load.get("memory_before"))), List.of(COMMITTED))
                    .get(COMMITTED)
                    .median();
            Long peak = Stream.of(prefill, decode)
                    .map(phase -> results.statistics(phase, List.of(COMMITTED)).get(COMMITTED))
                    .filter(Objects::nonNull)
                    .map(Stat::peak)
                    .filter(Objects::nonNull)
                    .max(Long::compare)
                    .orElseThrow();
            long headline = peak - baseline;
            long size = load.get("size_bytes").longValue();

            assertThat(side("headline_bytes", scenario, format).doubleValue()).isEqualTo((double) headline);
            JsonNode efficiency = side("efficiency", scenario, format);
            if (headline > 0) {
                assertThat(efficiency.doubleValue()).isEqualTo((double) size / headline);
            } else {
                assertThat(efficiency.isNull()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gguf", "mlx"})
    void whatAWarmUpOrAConsistencyRequestTakesIsInNoPhase(String format) {
        JsonNode cell = results.cell("simple-generation", format);
        List<JsonNode> unmeasured = new ArrayList<>(results.generations("simple-generation", format, "warmup"));
        unmeasured.addAll(results.generations("simple-generation", format, "consistency"));
        assertThat(unmeasured).hasSize(3);
        List<Stretch> counted = results.generations("simple-generation", format, "measured").stream()
                .map(Stretch::of)
                .toList();

        int readings = Stream.of("prefill", "decode")
                .map(id -> PlainResults.phase(cell.get("memory"), id))
                .mapToInt(phase -> PlainResults.recorded(phase).get(COMMITTED).n())
                .sum();

        assertThat(readings).isEqualTo(results.samplesIn(counted).size());
        assertThat(unmeasured)
                .as("there was something that could have been counted")
                .allSatisfy(generation -> assertThat(results.samplesIn(List.of(Stretch.of(generation))))
                        .isNotEmpty());
    }

    @Test
    void whatLeaksIsInTheCourseOfTheWorkersMemoryAndWhatDoesNotIsNot() throws IOException {
        List<GenerationTruth> answers = generations("truth-mlx");
        assertThat(answers).hasSizeGreaterThan(REQUESTS);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).leakedBytes()).isEqualTo((i + 1) * LEAKED_PER_ANSWER);
        }

        assertThat(slope("mlx")).isCloseTo(LEAKED_PER_ANSWER, within(LEAKED_PER_ANSWER / 10));
        assertThat(slope("gguf")).isCloseTo(0L, within(LEAKED_PER_ANSWER / 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gguf", "mlx"})
    void memoryHasSettledWhenItIsBackNearTheBaseline(String format) {
        JsonNode unload = results.record("unload", format);
        long target = Stat.of(results.record("load", format).at("/memory_before/metrics/" + COMMITTED))
                        .median()
                + SETTLED_WITHIN_BYTES;
        long from = unload.get("end_ns").longValue();
        Long settled = results.samples().stream()
                .filter(sample -> sample.get("t_ns").longValue() >= from)
                .filter(sample -> sample.get(COMMITTED).longValue() <= target)
                .map(sample -> sample.get("t_ns").longValue())
                .findFirst()
                .orElse(null);

        List<String> flags = new ArrayList<>();
        unload.get("flags").forEach(flag -> flags.add(flag.asText()));
        if (unload.get("settle_seconds").isNull()) {
            assertThat(flags).contains("not_settled");
            assertThat(settled == null || settled - from > SETTLE_LIMIT_NS).isTrue();
        } else {
            assertThat(flags).doesNotContain("not_settled");
            assertThat(unload.get("settle_seconds").doubleValue()).isEqualTo((known(settled) - from) / 1e9);
            assertThat(unload.at("/memory/start_ns").longValue()).isGreaterThan(known(settled));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gguf", "mlx"})
    void whatAnUnloadGivesBackIsTheDifferenceAroundIt(String format) {
        JsonNode unload = results.record("unload", format);
        long start = unload.get("start_ns").longValue();
        List<Long> before = results.samples().stream()
                .filter(sample -> sample.get("t_ns").longValue() <= start)
                .map(sample -> sample.get(COMMITTED).longValue())
                .toList();
        long after = Stat.of(unload.at("/memory/metrics/" + COMMITTED)).median();

        assertThat(unload.get("reclaimed_bytes").longValue())
                .as("the last reading before the call, or the one before that if it was just being delivered")
                .isIn(before.get(before.size() - 1) - after, before.get(before.size() - 2) - after);
    }

    @Test
    void aSampleNamesTheWorkerOnlyWhileThereIsOne() throws IOException {
        for (String format : List.of("gguf", "mlx")) {
            long pid = load(format.equals("mlx") ? "truth-mlx" : "truth@q8_0").workerPid();
            JsonNode load = results.record("load", format);
            long loaded = load.at("/memory_after/start_ns").longValue();
            long unloaded = results.record("unload", format).get("start_ns").longValue();

            assertThat(results.samplesIn(List.of(new Stretch(loaded, unloaded))))
                    .isNotEmpty()
                    .allMatch(sample -> sample.get("worker_pid").longValue() == pid);
            assertThat(results.samplesIn(List.of(Stretch.of(load.get("memory_before")))))
                    .isNotEmpty()
                    .allMatch(sample -> sample.get("worker_pid").isNull());
        }
    }

    @Test
    void aLeakIsFoundAsWhatItIsAndOnlyWhereItIs() {
        JsonNode leaking = results.leak("candidate", ANON);
        assertThat(leaking.get("class").asText()).isEqualTo("linear");
        // Whole pages are taken, of 4 KiB on most machines and of 64 at most.
        double leastMb = LEAKED_PER_ANSWER / 1e6;
        assertThat(leaking.get("high").doubleValue()).isGreaterThanOrEqualTo(leastMb);
        assertThat(leaking.get("low").doubleValue()).isLessThanOrEqualTo(leastMb + 0.0656);
        assertThat(leaking.get("mb_per_request").doubleValue()).isCloseTo(leastMb, within(0.1));

        assertThat(results.leak("baseline", ANON).get("class").asText()).isEqualTo("none");
    }

    private static void agrees(JsonNode phase, Stretch... stretches) {
        assertThat(PlainResults.recorded(phase))
                .as("%s", phase.get("phase"))
                .containsKey(COMMITTED)
                .isEqualTo(results.statistics(List.of(stretches), FIELDS));
    }

    /** Median of what the worker's own memory grew by from one answer to the next. */
    private static long slope(String format) {
        List<Long> medians = new ArrayList<>();
        for (JsonNode point : results.cell("leak-detection", format).get("memory_points")) {
            JsonNode after = PlainResults.phase(point.get("memory"), "after");
            medians.add(PlainResults.recorded(after).get(ANON).median());
        }
        List<Long> steps = new ArrayList<>();
        for (int i = 1; i < medians.size(); i++) {
            steps.add(medians.get(i) - medians.get(i - 1));
        }
        return Objects.requireNonNull(Stat.of(steps)).median();
    }

    private static List<Stretch> pointStretches(String format, String phase) {
        List<Stretch> stretches = new ArrayList<>();
        for (JsonNode point : results.cell("leak-detection", format).get("memory_points")) {
            stretches.add(Stretch.of(PlainResults.phase(point.get("memory"), phase)));
        }
        return stretches;
    }

    private static Stat loaded(String format, String key) {
        Map<String, Stat> recorded =
                PlainResults.recorded(results.record("load", format).get("memory_after"));
        return new TreeMap<>(recorded).get(key);
    }

    /** GGUF is the baseline of a pair, MLX the candidate. */
    private static JsonNode side(String metric, String scenario, String format) {
        JsonNode row = results.metric(metric, scenario);
        assertThat(row).as(metric + " of " + scenario).isNotNull();
        return row.at((format.equals("gguf") ? "/baseline" : "/candidate") + "/median");
    }

    /** Two per cent, or 4 MB if that is more. */
    private static long bound(long bytes) {
        return Math.max(bytes / 50, 4 * MEGABYTE);
    }

    private static LoadTruth load(String key) throws IOException {
        return lines(LoadTruth.class, key).get(0);
    }

    private static List<GenerationTruth> generations(String key) throws IOException {
        return lines(GenerationTruth.class, key);
    }

    private static <T extends TruthLine> List<T> lines(Class<T> kind, String key) throws IOException {
        return TruthReader.read(truth, kind).stream()
                .filter(line -> line.modelKey().equals(key))
                .toList();
    }

    private static long known(@Nullable Long value) {
        return Objects.requireNonNull(value);
    }

    private static String write(Path file, String text) throws IOException {
        return Files.writeString(file, text).toString();
    }
}
