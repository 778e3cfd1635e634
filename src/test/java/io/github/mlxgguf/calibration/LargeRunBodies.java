package io.github.mlxgguf.calibration;

import io.github.mlxgguf.metric.MemoryField;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.LoadConfigInfo;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.Role;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The records of one build in one round of a {@link LargeRun}, with everything in them that a Mac tells. */
final class LargeRunBodies {
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final LoadConfigInfo CONFIG = new LoadConfigInfo(8192, 1, 512, true, true, null);
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_S = 1e9;
    private static final int OUTPUT_TOKENS = 300;
    private static final double SPREAD = 0.02;
    private static final long BASE_BYTES = 21_500_000_000L;
    private static final List<MemoryField> OF_A_MAC = List.of(
            MemoryField.COMMITTED,
            MemoryField.AVAILABLE,
            MemoryField.SWAP_USED,
            MemoryField.WORKER_FOOTPRINT,
            MemoryField.WORKER_RSS,
            MemoryField.SERVER_TREE,
            MemoryField.GPU_MEMORY,
            MemoryField.WIRED,
            MemoryField.COMPRESSOR,
            MemoryField.FILE_BACKED,
            MemoryField.PURGEABLE,
            MemoryField.WORKER_INTERVAL_PEAK);
    private static final List<MemoryField> OF_A_POINT = List.of(MemoryField.COMMITTED, MemoryField.WORKER_FOOTPRINT);

    private final int pair;
    private final boolean gguf;
    private final int round;
    private final Random random;

    LargeRunBodies(int pair, boolean gguf, int round) {
        this.pair = pair;
        this.gguf = gguf;
        this.round = round;
        this.random = new Random(pair * 1_000L + round * 2L + (gguf ? 1 : 0));
    }

    static RunBody run(int pairs, int rounds, List<String> scenarios) {
        List<RunBody.PairInfo> infos = new ArrayList<>();
        List<RunBody.PlannedCell> plan = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            LargeRunBodies gguf = new LargeRunBodies(pair, true, 1);
            LargeRunBodies mlx = new LargeRunBodies(pair, false, 1);
            infos.add(new RunBody.PairInfo(gguf.name(), "dense", "format", gguf.variant(), mlx.variant()));
            for (int round = 1; round <= rounds; round++) {
                for (LargeRunBodies side : List.of(gguf, mlx)) {
                    for (String scenario : scenarios) {
                        plan.add(new RunBody.PlannedCell(
                                side.name(), side.side(), side.format(), scenario, round, true, null, null));
                    }
                }
            }
        }
        return new RunBody(
                "0.1.0",
                "abc1234",
                new RunBody.ServerInfo("lmstudio", "http://127.0.0.1:1234", false, "0.4.25"),
                new RunBody.HardwareProfile("Mac15,9", "Apple M3 Max", 12, 4, 40, MacSamples.RAM_BYTES, 0L),
                new RunBody.OsInfo("macOS", "26.1", "aarch64"),
                new RunBody.JvmInfo("Eclipse Adoptium", "17.0.15"),
                "config/benchmark.yaml",
                DIGEST,
                null,
                new RunBody.Settings(rounds, 1, 10, "time", 10, 42, OUTPUT_TOKENS, 0, 8192, null, 100, 0.03),
                infos,
                plan);
    }

    long residentBytes() {
        return gguf ? 8_600_000_000L : 8_900_000_000L;
    }

    LoadBody load(long beforeNs, long startNs, long endNs, long afterNs) {
        double seconds = (endNs - startNs) / NS_PER_S;
        return new LoadBody(
                name(),
                side(),
                format(),
                round,
                null,
                key(),
                "bench-" + pair,
                quantization(),
                residentBytes(),
                "8B",
                "llama",
                "rest",
                startNs,
                endNs,
                seconds,
                seconds - 0.02,
                CONFIG,
                CONFIG,
                new LoadBody.Identity("rest", "key and instance"),
                round == 1,
                4_242L,
                10.0,
                memory(Phase.BASELINE, beforeNs, startNs, BASE_BYTES, OF_A_MAC),
                memory(Phase.LOADED, endNs, afterNs, BASE_BYTES + residentBytes(), OF_A_MAC),
                List.of(),
                null);
    }

    GenerationBody generation(
            String scenario,
            String prompt,
            long load,
            int iteration,
            Role role,
            long startNs,
            long firstNs,
            long endNs) {
        long input = prompt.startsWith("document-") ? Long.parseLong(prompt.substring("document-".length())) : 90;
        double spread = 1 + SPREAD * random.nextGaussian();
        double ttftMs = (firstNs - startNs) / NS_PER_MS * spread;
        double e2eMs = (endNs - startNs) / NS_PER_MS;
        double decode = (gguf ? 60 : 90) * spread;
        return new GenerationBody(
                name(),
                side(),
                format(),
                key(),
                scenario,
                round,
                load,
                iteration,
                role.id(),
                new GenerationBody.PromptInfo(prompt, DIGEST, "[k" + pair + "-r" + round + "-i" + iteration + "]"),
                new GenerationBody.Parameters(OUTPUT_TOKENS, 0, "off"),
                startNs,
                endNs,
                ttftMs,
                ttftMs,
                ttftMs - 3,
                e2eMs,
                input,
                (long) OUTPUT_TOKENS,
                0L,
                OUTPUT_TOKENS - 2,
                input / (ttftMs / 1000),
                decode,
                OUTPUT_TOKENS / (e2eMs / 1000),
                new GenerationBody.Itl(11.1 * spread, 12.5, 14.25 * spread, 33.0),
                120.5 * spread,
                120.5 * spread / OUTPUT_TOKENS,
                new GenerationBody.ServerStatsInfo(input, (long) OUTPUT_TOKENS, 0L, decode, ttftMs / 1000, null),
                "length",
                DIGEST,
                1400,
                List.of(
                        new GenerationBody.Check("not_empty", true, "1400 characters"),
                        new GenerationBody.Check("answer", null, "this prompt asks for no fact")),
                List.of(),
                null);
    }

    /** Memory around one generation, until the pause after it. */
    ScenarioBody.MemoryPoint point(GenerationBody generation, long afterNs) {
        long decodeNs = generation.startNs() + (generation.endNs() - generation.startNs()) / 4;
        long bytes = BASE_BYTES + residentBytes();
        return new ScenarioBody.MemoryPoint(
                generation.prompt().id(),
                generation.iteration(),
                List.of(
                        memory(Phase.PREFILL, generation.startNs(), decodeNs, bytes, OF_A_POINT),
                        memory(Phase.DECODE, decodeNs, generation.endNs(), bytes, OF_A_POINT),
                        memory(Phase.AFTER, generation.endNs(), afterNs, bytes, OF_A_POINT)));
    }

    ScenarioBody cell(String scenario, long load, long startNs, long endNs, List<ScenarioBody.MemoryPoint> points) {
        long bytes = BASE_BYTES + residentBytes();
        return new ScenarioBody(
                name(),
                side(),
                format(),
                scenario,
                round,
                load,
                "passed",
                null,
                null,
                startNs,
                endNs,
                List.of(
                        memory(Phase.PREFILL, startNs, endNs, bytes, OF_A_MAC),
                        memory(Phase.DECODE, startNs, endNs, bytes, OF_A_MAC),
                        memory(Phase.AFTER, startNs, endNs, bytes, OF_A_MAC)),
                points,
                List.of());
    }

    UnloadBody unload(long load, long startNs, long endNs, long settledNs) {
        return new UnloadBody(
                name(),
                side(),
                format(),
                round,
                load,
                "bench-" + pair,
                startNs,
                endNs,
                (endNs - startNs) / NS_PER_S,
                residentBytes(),
                2.5,
                memory(Phase.UNLOADED, endNs, settledNs, BASE_BYTES, OF_A_MAC),
                List.of(),
                null);
    }

    private PhaseMemory memory(Phase phase, long startNs, long endNs, long bytes, List<MemoryField> fields) {
        Map<String, MemoryStat> metrics = new TreeMap<>();
        for (MemoryField field : fields) {
            long median = bytes + random.nextInt(50_000_000);
            metrics.put(field.id(), new MemoryStat(median, median + 40_000_000, 20));
        }
        return new PhaseMemory(phase.id(), startNs, endNs, metrics);
    }

    private RunBody.VariantInfo variant() {
        return new RunBody.VariantInfo(gguf ? "GGUF" : "MLX", format(), quantization(), key(), residentBytes());
    }

    private String name() {
        return "Model " + pair;
    }

    private String side() {
        return (gguf ? Side.BASELINE : Side.CANDIDATE).id();
    }

    private String format() {
        return gguf ? "gguf" : "mlx";
    }

    private String quantization() {
        return gguf ? "Q8_0" : "8bit";
    }

    private String key() {
        return "model-" + pair + (gguf ? "-gguf" : "-mlx");
    }
}
