package io.github.mlxgguf.record;

import io.github.mlxgguf.trace.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One body of each kind with every field set, and the same with everything null or empty that may be. */
final class BodyFixtures {
    static final String SHA = "0123456789abcdef".repeat(4);
    /** Set in every test's clock, so that golden lines do not move. */
    static final String WALL_ANCHOR = "2026-10-31T23:59:58.120Z";

    private static final FailureInfo FAILURE =
            new FailureInfo("stream_cut", "expected chat.end, found the end of the stream after \"héllo\"\nTry again.");
    private static final LoadConfigInfo LOAD_CONFIG = new LoadConfigInfo(8192, 4, 512, true, false, 8);
    private static final MemoryStat STAT = new MemoryStat(12_345_678_901L, 12_345_678_999L, 42);
    private static final PhaseMemory PHASE = new PhaseMemory(
            "loaded", 1_500_000_000L, 2_500_000_000L, Map.of("committed_bytes", STAT, "worker_anon_bytes", STAT));
    private static final List<String> FLAGS = List.of("slept", "swap_grew");

    private BodyFixtures() {}

    /** In the order of a file in which every reference holds: the load is number 3. */
    static List<Body> full() {
        return List.of(run(), session(), engine(), load(), generation(3), scenario(3L), unload(3), anomaly(), end());
    }

    /** A run in which everything fits together; {@link #full()} sets fields beside each other that never are. */
    static List<Body> consistent() {
        return consistentLines().lines().map(BodyFixtures::read).toList();
    }

    static GenerationBody consistentGeneration(long loadSeq) {
        return (GenerationBody) read(
                consistentLines().lines().toList().get(4).replace("\"load_seq\":3,", "\"load_seq\":" + loadSeq + ","));
    }

    static ScenarioBody consistentScenario(@Nullable Long loadSeq) {
        return (ScenarioBody) read(
                consistentLines().lines().toList().get(5).replace("\"load_seq\":3,", "\"load_seq\":" + loadSeq + ","));
    }

    private static Body read(String line) {
        try {
            return RecordJson.parse(line).body();
        } catch (RecordJson.UnreadableLine e) {
            throw new IllegalStateException(e);
        }
    }

    private static String consistentLines() {
        try (InputStream in =
                Objects.requireNonNull(BodyFixtures.class.getResourceAsStream("records-consistent.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same bodies without anything that may be missing. */
    static List<Body> minimal() {
        return full().stream().map(BodyFixtures::withoutOptional).toList();
    }

    static RunBody run() {
        RunBody.VariantInfo gguf = new RunBody.VariantInfo("GGUF", "gguf", "Q8_0", "llama@q8_0", 74_975_053_184L);
        RunBody.VariantInfo mlx = new RunBody.VariantInfo("MLX", "mlx", "8bit", "llama-mlx", 74_960_000_000L);
        return new RunBody(
                "0.1.0",
                "84f90ad",
                new RunBody.ServerInfo("lmstudio", "http://127.0.0.1:1234", false, "0.4.25"),
                new RunBody.HardwareProfile("Mac15,9", "Apple M3 Max", 12, 4, 40, 137_438_953_472L, 103_079_215_104L),
                new RunBody.OsInfo("macOS", "26.1", "aarch64"),
                new RunBody.JvmInfo("Eclipse Adoptium", "17.0.15+6"),
                "config/benchmark.yaml",
                SHA,
                "a notice",
                new RunBody.Settings(3, 1, 3, "settled", 10.5, 42, 300, 0, 8192, 4, 100, 0.03),
                List.of(new RunBody.DeploymentInfo("NEXUS LORE", 96, 1, "latency")),
                List.of(new RunBody.PairInfo(
                        "Llama 3.3 70B",
                        "dense",
                        "format",
                        gguf,
                        mlx,
                        List.of(new ExpectationInfo("decode_ratio", "simple-generation", ">=", 2.0)))),
                List.of(new RunBody.PlannedCell(
                        "Llama 3.3 70B",
                        "candidate",
                        "mlx",
                        "simple-generation",
                        1,
                        false,
                        "not downloaded",
                        "lms get llama-mlx")));
    }

    static SessionBody session() {
        return new SessionBody(
                1,
                WALL_ANCHOR,
                4711,
                "20261031-120000-0a1b",
                List.of(PHASE),
                List.of(new SessionBody.OrphanInfo(912, "llmworker", 4_000_000_000L)));
    }

    static EngineBody engine() {
        return new EngineBody("gguf", "llama.cpp-mac-arm64-apple-metal-advsimd", "1.52.0", "0.4.25", "v0");
    }

    static LoadBody load() {
        return new LoadBody(
                "Llama 3.3 70B",
                "baseline",
                "gguf",
                1,
                "concurrency",
                "llama@q8_0",
                "bench-1",
                "Q8_0",
                74_975_053_184L,
                "70B",
                "llama",
                "rest",
                1_000_000_000L,
                13_500_000_000L,
                12.5,
                12.25,
                LOAD_CONFIG,
                LOAD_CONFIG,
                new LoadBody.Identity("cli", "lms ps names llama@q8_0"),
                true,
                815L,
                20.5,
                PHASE,
                PHASE,
                FLAGS,
                FAILURE);
    }

    static GenerationBody generation(long loadSeq) {
        return new GenerationBody(
                "Llama 3.3 70B",
                "baseline",
                "gguf",
                "llama@q8_0",
                "simple-generation",
                1,
                loadSeq,
                1,
                "measured",
                new GenerationBody.PromptInfo("climate", SHA, "[k3-r1-i1]"),
                new GenerationBody.Parameters(300, 0, "off"),
                14_000_000_000L,
                24_000_000_000L,
                210.25,
                1200.5,
                180.125,
                10_000.0,
                90L,
                300L,
                40L,
                298,
                499.6530187369882,
                30.5,
                30.0,
                new GenerationBody.Itl(33.1, 40.2, 55.3, 0.000123),
                312.5,
                1.0416,
                new GenerationBody.ServerStatsInfo(90L, 300L, 40L, 30.25, 0.2, 1.5),
                "length",
                SHA,
                1400,
                List.of(new GenerationBody.Check("not_empty", true, "1400 characters")),
                FLAGS,
                FAILURE);
    }

    static ScenarioBody scenario(@Nullable Long loadSeq) {
        return new ScenarioBody(
                "Llama 3.3 70B",
                "baseline",
                "gguf",
                "simple-generation",
                1,
                loadSeq,
                "broken",
                "a reason",
                FAILURE,
                13_600_000_000L,
                25_000_000_000L,
                List.of(PHASE),
                List.of(new ScenarioBody.MemoryPoint("entanglement-200-words", 1, List.of(PHASE))),
                FLAGS);
    }

    static UnloadBody unload(long loadSeq) {
        return new UnloadBody(
                "Llama 3.3 70B",
                "baseline",
                "gguf",
                1,
                loadSeq,
                "bench-1",
                26_000_000_000L,
                27_000_000_000L,
                1.0,
                -1024L,
                3.5,
                PHASE,
                FLAGS,
                FAILURE);
    }

    static AnomalyBody anomaly() {
        return new AnomalyBody(
                "swap_onset",
                "Llama 3.3 70B",
                "baseline",
                "gguf",
                "simple-generation",
                1,
                14_000_000_000L,
                14_500_000_000L,
                64_000_000.0,
                "swap in use grew by 64 MB");
    }

    static EndBody end() {
        return new EndBody(
                "interrupted",
                new EndBody.Counts(1, 2, 1, 1, 2, 3, 4),
                new EndBody.SamplerInfo(100, 270, 3, 9.875, 412.5, 0.0125, 262_144.5),
                FLAGS);
    }

    static Sample sample(long tNs) {
        return FullSample.at(tNs);
    }

    /** A copy in which each nullable component is null and each list and map is empty, at every depth. */
    static <R extends Record> R minimalOf(R record) {
        @SuppressWarnings("unchecked")
        Class<R> type = (Class<R>) record.getClass();
        RecordComponent[] components = type.getRecordComponents();
        @Nullable
        Object[] values = Arrays.stream(components)
                .map(component -> minimalValue(component, valueOf(component, record)))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Paths of the components that are null or empty in a record, at every depth. */
    static List<String> unset(Record record) {
        List<String> paths = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = valueOf(component, record);
            if (value == null || value.equals(List.of()) || value.equals(Map.of())) {
                paths.add(record.getClass().getSimpleName() + "." + component.getName());
            } else if (value instanceof Record nested) {
                paths.addAll(unset(nested));
            }
        }
        return paths;
    }

    private static Body withoutOptional(Body body) {
        return (Body) minimalOf((Record) body);
    }

    private static @Nullable Object minimalValue(RecordComponent component, @Nullable Object value) {
        if (NullnessIntrospector.isNullable(component)) {
            return null;
        }
        if (value instanceof List) {
            return List.of();
        }
        if (value instanceof Map) {
            return Map.of();
        }
        return value instanceof Record nested ? minimalOf(nested) : value;
    }

    private static @Nullable Object valueOf(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
