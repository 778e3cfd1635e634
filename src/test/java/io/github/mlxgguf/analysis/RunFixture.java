package io.github.mlxgguf.analysis;

import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.Envelope;
import io.github.mlxgguf.record.ExpectationInfo;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.LoadConfigInfo;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunData.Entry;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.record.UnloadBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A run made by hand, record by record; every figure of it is written down in the test that uses it. */
public final class RunFixture {
    public static final String SIMPLE = "simple-generation";
    public static final String BASELINE = "baseline";
    public static final String CANDIDATE = "candidate";
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private final List<Entry> entries = new ArrayList<>();
    private final List<RunBody.PlannedCell> plan = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    public String pair = "Llama 3.2 1B";
    public String varies = "format";
    public String serverKind = "lmstudio";
    public @Nullable String notice;
    public int rounds = 3;
    public String baselineQuantization = "Q8_0";
    public @Nullable Long baselineSize = 1_000_000_000L;
    public @Nullable Long candidateSize = 1_010_000_000L;
    public @Nullable String candidateKey = "llama-3.2-1b-mlx";
    public Config baselineConfig = new Config(8192, 8192, 1);
    public Config candidateConfig = new Config(8192, 8192, 1);
    public String candidateVia = "rest";
    public @Nullable String candidateParams = "1B";
    public @Nullable String candidateArchitecture = "llama";
    public String candidateVerifiedBy = "rest";
    /** Experts that the baseline and the candidate use for a token. */
    public @Nullable Integer baselineExperts;

    public @Nullable Integer candidateExperts;
    public List<ExpectationInfo> expectations = List.of();
    public List<PhaseMemory> sessionMemory = List.of();
    /** What the next generations and cells belong to. */
    public String scenario = SIMPLE;
    /** What the next generations were asked, when, and what they answered. */
    public String prompt = "short-story";

    public long startNs = 0;
    public long endNs = 1_000_000;
    public String answerSha = DIGEST;
    public @Nullable Double joulesPerToken;
    /** How the next generations are asked, and how many tokens they think. */
    public GenerationBody.Parameters parameters = new GenerationBody.Parameters(300, 0, null);

    public @Nullable Long reasoningTokens = 0L;
    public List<GenerationBody.Check> checks = List.of();
    /** What the next cells carry besides memory by phase. */
    public List<ScenarioBody.MemoryPoint> points = List.of();

    public List<String> cellFlags = List.of();
    /** The scenario that has the next loads to itself. */
    public @Nullable String loadScenario;

    public String architecture = "dense";
    /** What else the run was about; their records are written once {@link #pair} is set to their names. */
    public List<RunBody.PairInfo> otherPairs = List.of();

    public List<RunBody.DeploymentInfo> deployments = List.of();
    public @Nullable Boolean offloadKv;
    /** What the next loads add to the committed memory. */
    public long loadedGrowthBytes = 1_100_000_000L;

    private boolean started;
    private int session = 1;

    /** Context asked for and in effect, and slots. */
    public record Config(
            int asked, @Nullable Integer inEffect, @Nullable Integer parallel) {}

    /** What a generation measured; the rest of its record is the same everywhere. */
    public record Measured(
            double ttftMs,
            @Nullable Double prefill,
            @Nullable Double decode,
            double effective,
            double e2eMs,
            long inputTokens,
            long outputTokens) {
        public static Measured of(double ttftMs, double decode) {
            return new Measured(ttftMs, 100.0, decode, decode, 1000, 50, 100);
        }

        public Measured inputTokens(long tokens) {
            return new Measured(ttftMs, prefill, decode, effective, e2eMs, tokens, outputTokens);
        }

        public Measured outputTokens(long tokens) {
            return new Measured(ttftMs, prefill, decode, effective, e2eMs, inputTokens, tokens);
        }
    }

    /** A cell of the plan that can run. */
    public RunFixture planned(String variant, String scenario, int round) {
        plan.add(new RunBody.PlannedCell(pair, variant, format(variant), scenario, round, true, null, null));
        return this;
    }

    /** A cell of the plan that cannot run. */
    public RunFixture impossible(String variant, String scenario, int round, String reason, @Nullable String remedy) {
        plan.add(new RunBody.PlannedCell(pair, variant, format(variant), scenario, round, false, reason, remedy));
        return this;
    }

    /** Writes the run and session records; whatever is set up must be set before. */
    public RunFixture start() {
        started = true;
        add(
                "run",
                new RunBody(
                        "0.1.0",
                        "abc1234",
                        new RunBody.ServerInfo(
                                serverKind, "http://127.0.0.1:1234", serverKind.equals("simulated"), "0.4.25"),
                        new RunBody.HardwareProfile("Mac15,9", "Apple M3 Max", 12, 4, 40, 137_438_953_472L, 0L),
                        new RunBody.OsInfo("macOS", "15.5", "aarch64"),
                        new RunBody.JvmInfo("Eclipse Adoptium", "17.0.15"),
                        "config/benchmark.yaml",
                        DIGEST,
                        notice,
                        new RunBody.Settings(rounds, 1, 3, "time", 10, 42, 300, 0, 8192, null, 100, 0.03),
                        deployments,
                        Stream.concat(
                                        Stream.of(new RunBody.PairInfo(
                                                pair,
                                                architecture,
                                                varies,
                                                new RunBody.VariantInfo(
                                                        "GGUF",
                                                        "gguf",
                                                        baselineQuantization,
                                                        "llama-3.2-1b",
                                                        baselineSize),
                                                new RunBody.VariantInfo(
                                                        "MLX", "mlx", "8bit", candidateKey, candidateSize),
                                                expectations)),
                                        otherPairs.stream())
                                .toList(),
                        plan));
        add("session", new SessionBody(1, "2026-11-21T01:00:00.000Z", 4711, null, sessionMemory, List.of()));
        return this;
    }

    /** Another JVM goes on; its first load of each build finds the page cache as it is, whatever the round. */
    public RunFixture resume() {
        session++;
        return add(
                "session",
                new SessionBody(
                        session, "2026-11-21T0" + session + ":00:00.000Z", 4711, "run-1", List.of(), List.of()));
    }

    public RunFixture engine() {
        return engine("gguf", "llama.cpp", "1.2.3");
    }

    public RunFixture engine(String format, @Nullable String name, @Nullable String version) {
        return add("engine", new EngineBody(format, name, version, "0.4.25", "lms"));
    }

    /** A load that succeeded; its sequence number is what generations refer to. */
    public long load(String variant, int round, double seconds) {
        return load(variant, round, seconds, 10_000_000_000L, null, List.of());
    }

    public long load(
            String variant,
            int round,
            @Nullable Double seconds,
            long committedBefore,
            @Nullable FailureInfo failure,
            List<String> flags) {
        PhaseMemory after = failure == null ? phase("loaded", round, committedBefore + loadedGrowthBytes, null) : null;
        return load(variant, round, seconds, committedBefore, after, failure, flags);
    }

    /** A load whose answer came, but from another model than the one asked for. */
    public long wrongModel(String variant, int round, long committedBefore, long committedAfter) {
        FailureInfo failure = new FailureInfo("wrong_model", "Expected Q8_0, found F16.");
        return load(
                variant, round, 1.0, committedBefore, phase("loaded", round, committedAfter, null), failure, List.of());
    }

    private long load(
            String variant,
            int round,
            @Nullable Double seconds,
            long committedBefore,
            @Nullable PhaseMemory after,
            @Nullable FailureInfo failure,
            List<String> flags) {
        Config config = variant.equals(BASELINE) ? baselineConfig : candidateConfig;
        long seq = entries.size();
        add(
                "load",
                new LoadBody(
                        pair,
                        variant,
                        format(variant),
                        round,
                        loadScenario,
                        variant.equals(BASELINE) ? "llama-3.2-1b" : "llama-3.2-1b-mlx",
                        failure == null ? "bench-1" : null,
                        variant.equals(BASELINE) ? "Q8_0" : "8bit",
                        variant.equals(BASELINE) ? baselineSize : candidateSize,
                        variant.equals(BASELINE) ? "1B" : candidateParams,
                        variant.equals(BASELINE) ? "llama" : candidateArchitecture,
                        variant.equals(BASELINE) ? "rest" : candidateVia,
                        0,
                        0,
                        seconds,
                        seconds,
                        new LoadConfigInfo(config.asked(), null, null, null, null, null),
                        new LoadConfigInfo(
                                config.inEffect(),
                                config.parallel(),
                                null,
                                null,
                                offloadKv,
                                variant.equals(BASELINE) ? baselineExperts : candidateExperts),
                        new LoadBody.Identity(
                                variant.equals(BASELINE) ? "rest" : candidateVerifiedBy, "key and instance"),
                        isFirstLoad(variant),
                        1234L,
                        round == 1 ? null : 10.0,
                        phase("baseline", round, committedBefore, committedBefore + 5_000_000),
                        after,
                        flags,
                        failure));
        return seq;
    }

    public RunFixture generation(String variant, int round, long loadSeq, int iteration, Measured measured) {
        return generation(variant, round, loadSeq, iteration, "measured", measured, List.of(), null);
    }

    public RunFixture generation(
            String variant,
            int round,
            long loadSeq,
            int iteration,
            String role,
            Measured measured,
            List<String> flags,
            @Nullable FailureInfo failure) {
        boolean ok = failure == null;
        return add(
                "generation",
                new GenerationBody(
                        pair,
                        variant,
                        format(variant),
                        "key",
                        scenario,
                        round,
                        loadSeq,
                        iteration,
                        role,
                        new GenerationBody.PromptInfo(prompt, DIGEST, "[salt]"),
                        parameters,
                        startNs,
                        endNs,
                        ok ? measured.ttftMs() : null,
                        ok ? measured.ttftMs() : null,
                        null,
                        ok ? measured.e2eMs() : null,
                        ok ? measured.inputTokens() : null,
                        ok ? measured.outputTokens() : null,
                        ok ? reasoningTokens : null,
                        ok ? 90 : 0,
                        ok ? measured.prefill() : null,
                        ok ? measured.decode() : null,
                        ok ? measured.effective() : null,
                        null,
                        null,
                        ok ? joulesPerToken : null,
                        null,
                        null,
                        ok ? answerSha : null,
                        ok ? 400 : null,
                        ok ? checks : List.of(),
                        ok && !role.equals("consistency") && measured.outputTokens() < 32
                                ? Stream.concat(Stream.of("short_output"), flags.stream())
                                        .distinct()
                                        .toList()
                                : flags,
                        failure));
    }

    /** A cell that passed, whose peak during decode is given. */
    public RunFixture cell(String variant, int round, long loadSeq, long committedPeak) {
        return cell(
                variant,
                round,
                loadSeq,
                "passed",
                null,
                null,
                List.of(
                        phase("prefill", round, committedPeak - 20_000_000, null),
                        phase("decode", round, committedPeak - 10_000_000, committedPeak)));
    }

    public RunFixture cell(
            String variant,
            int round,
            @Nullable Long loadSeq,
            String outcome,
            @Nullable String reason,
            @Nullable FailureInfo failure,
            List<PhaseMemory> memory) {
        return cell(variant, round, loadSeq, outcome, reason, failure, memory, cellFlags);
    }

    /** A cell that passed while the machine slept. */
    public RunFixture sleptCell(String variant, int round, long loadSeq, long committedPeak) {
        List<PhaseMemory> memory = List.of(phase("decode", round, committedPeak - 10_000_000, committedPeak));
        return cell(variant, round, loadSeq, "passed", null, null, memory, List.of("slept"));
    }

    private RunFixture cell(
            String variant,
            int round,
            @Nullable Long loadSeq,
            String outcome,
            @Nullable String reason,
            @Nullable FailureInfo failure,
            List<PhaseMemory> memory,
            List<String> flags) {
        return add(
                "scenario",
                new ScenarioBody(
                        pair,
                        variant,
                        format(variant),
                        scenario,
                        round,
                        loadSeq,
                        outcome,
                        reason,
                        failure,
                        0,
                        lastEndNs(variant, round),
                        memory,
                        points,
                        stamped(flags)));
    }

    /** As every cell of a server of ours is. */
    private List<String> stamped(List<String> flags) {
        String stamp =
                Map.of("simulated", "simulated", "embedded", "embedded_server").getOrDefault(serverKind, "");
        return stamp.isEmpty() || flags.contains(stamp)
                ? flags
                : Stream.concat(Stream.of(stamp), flags.stream()).toList();
    }

    public RunFixture unload(String variant, int round, long loadSeq) {
        return add(
                "unload",
                new UnloadBody(
                        pair,
                        variant,
                        format(variant),
                        round,
                        loadSeq,
                        "bench-1",
                        0,
                        1,
                        0.25,
                        1_090_000_000L,
                        1.5,
                        phase("unloaded", round, 10_010_000_000L, null),
                        List.of(),
                        null));
    }

    public RunFixture end(String status) {
        return end(status, List.of());
    }

    /** Something unusual in a cell, or, without a scenario, between two. */
    public RunFixture anomaly(String kind, String variant, @Nullable String scenario, long startNs, String text) {
        return add(
                "anomaly",
                new AnomalyBody(kind, pair, variant, format(variant), scenario, 1, startNs, startNs + 1, 1, text));
    }

    /** An end whose session saw these conditions. */
    public RunFixture end(String status, List<String> flags) {
        return add(
                "end",
                new EndBody(
                        status, counts(), new EndBody.SamplerInfo(100, 990, 10, 9.9, 120.0, 0.012, 250_000.0), flags));
    }

    public RunFixture problem(int line, String message) {
        problems.add(new Problem(line, message));
        return this;
    }

    /**
     * Three rounds of both builds. Decode rates are 50, 52, 48 by GGUF and 100, 104, 96 by MLX: a ratio of exactly 2 without
     * spread. TTFT is 200 by GGUF and 190, 210, 200 by MLX. Loads take 4, 2, 2 and 3, 1, 1 s. Peak growth is 1.2 and 1.5 GB.
     */
    public static RunFixture threeRounds() {
        RunFixture run = new RunFixture();
        run.planThreeRounds();
        run.start();
        run.measureThreeRounds();
        run.end("completed");
        return run;
    }

    public RunFixture planThreeRounds() {
        for (int round = 1; round <= 3; round++) {
            planned(BASELINE, SIMPLE, round);
            planned(CANDIDATE, SIMPLE, round);
        }
        return this;
    }

    public RunFixture measureThreeRounds() {
        double[] decode = {50, 52, 48};
        double[] ttft = {190, 210, 200};
        engine();
        for (int round = 1; round <= 3; round++) {
            halfRound(BASELINE, round, round == 1 ? 4 : 2, Measured.of(200, decode[round - 1]), 11_200_000_000L);
            halfRound(
                    CANDIDATE,
                    round,
                    round == 1 ? 3 : 1,
                    Measured.of(ttft[round - 1], 2 * decode[round - 1]),
                    11_500_000_000L);
        }
        return this;
    }

    /** One load with a warm-up, three equal measured generations, its cell and its unload. */
    public RunFixture halfRound(String variant, int round, double loadSeconds, Measured measured, long peak) {
        long seq = load(variant, round, loadSeconds);
        generation(variant, round, seq, 1, "warmup", Measured.of(9_999, 1), List.of(), null);
        for (int iteration = 1; iteration <= 3; iteration++) {
            generation(variant, round, seq, iteration, measured);
        }
        cell(variant, round, seq, peak);
        return unload(variant, round, seq);
    }

    public static PhaseMemory phase(String phase, int round, long median, @Nullable Long peak) {
        return new PhaseMemory(
                phase,
                round * 1_000L,
                round * 1_000L + 999,
                Map.of("committed_bytes", new MemoryStat(median, peak, 20)));
    }

    /** Committed memory around one generation: its highest during decode, and its median after it. */
    public static ScenarioBody.MemoryPoint point(String prompt, int iteration, long peak, long after) {
        return new ScenarioBody.MemoryPoint(
                prompt,
                iteration,
                List.of(
                        phase("prefill", iteration, peak - 20_000_000, null),
                        phase("decode", iteration, peak - 10_000_000, peak),
                        phase("after", iteration, after, null)));
    }

    /** What the next generations are asked, and when, in milliseconds. */
    public RunFixture ask(String prompt, long startMs, long endMs) {
        this.prompt = prompt;
        startNs = startMs * 1_000_000;
        endNs = endMs * 1_000_000;
        return this;
    }

    public RunData data() {
        return new RunData(Path.of("results", "run-1"), entries, problems).withSuperseded();
    }

    /** What {@code records.jsonl} of this run holds. */
    public String jsonl() {
        return entries.stream()
                .map(entry -> RecordJson.line(entry.envelope(), entry.body()) + "\n")
                .collect(Collectors.joining());
    }

    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("records.jsonl"), jsonl(), StandardCharsets.UTF_8);
    }

    private RunFixture add(String kind, Body body) {
        if (!started) {
            throw new IllegalStateException("start() first");
        }
        long seq = entries.size();
        entries.add(new Entry(
                new Envelope(
                        RecordJson.SCHEMA_VERSION,
                        kind,
                        "run-1",
                        seq,
                        "2026-11-21T01:00:00.000Z",
                        session,
                        seq * 1000,
                        serverKind),
                body));
        return this;
    }

    /** A cell ends with the last of its generations; nothing else here has a length. */
    private long lastEndNs(String variant, int round) {
        return bodies().filter(GenerationBody.class::isInstance)
                .map(GenerationBody.class::cast)
                .filter(made -> made.pair().equals(pair)
                        && made.variant().equals(variant)
                        && made.scenario().equals(scenario)
                        && made.round() == round)
                .mapToLong(GenerationBody::endNs)
                .max()
                .orElse(1);
    }

    /** What this session wrote. */
    private EndBody.Counts counts() {
        return new EndBody.Counts(
                (int) bodies().filter(body -> body instanceof LoadBody load && load.failure() == null)
                        .count(),
                (int) bodies().filter(GenerationBody.class::isInstance).count(),
                (int) bodies().filter(body -> body instanceof GenerationBody made
                                && made.failure() == null
                                && made.role().equals("measured"))
                        .count(),
                cells("passed"),
                cells("failed"),
                cells("broken"),
                cells("skipped"));
    }

    private int cells(String outcome) {
        return (int) bodies().filter(body ->
                        body instanceof ScenarioBody cell && cell.outcome().equals(outcome))
                .count();
    }

    private Stream<Body> bodies() {
        return entries.stream()
                .filter(entry -> entry.envelope().session() == session)
                .map(Entry::body);
    }

    private boolean isFirstLoad(String variant) {
        return entries.stream()
                .filter(entry -> entry.envelope().session() == session)
                .noneMatch(entry ->
                        entry.body() instanceof LoadBody load && load.variant().equals(variant));
    }

    private static String format(String variant) {
        return variant.equals(BASELINE) ? "gguf" : "mlx";
    }
}
