package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.history.PastRun.Facts;
import io.github.mlxgguf.analysis.history.Series.BuildFile;
import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Certificate;
import io.github.mlxgguf.analysis.summary.RunSummary.Engine;
import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.Pair;
import io.github.mlxgguf.analysis.summary.RunSummary.Provenance;
import io.github.mlxgguf.analysis.summary.RunSummary.Ratio;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.summary.RunSummary.Variant;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.RunBody.HardwareProfile;
import io.github.mlxgguf.record.RunBody.OsInfo;
import io.github.mlxgguf.record.RunBody.Settings;
import io.github.mlxgguf.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Summaries of runs made by hand: GGUF decodes 50 tokens/s in each load, MLX what the test says. */
public final class PastRuns {
    public String pair = "Llama 3.2 1B";
    public String chip = "Apple M3 Max";
    public String serverKind = "lmstudio";
    public @Nullable String mlxVersion = "1.1.0";
    public String serverVersion = "0.4.25";
    public String suiteVersion = "0.1.0";
    public String mlxKey = "llama-3.2-1b-mlx";
    public int maxOutputTokens = 300;
    public String os = "26.1";
    public String configDigest = "0123456789abcdef".repeat(4);
    public String gitCommit = "abc1234";
    public Grade grade = Grade.A;
    public boolean inOrder = true;
    /** MLX requests that succeed; null for all. */
    public @Nullable Integer mlxSucceeded;

    public @Nullable Long mlxSize;
    public List<Implausible> implausible = List.of();
    public List<String> flags = List.of();
    public List<String> mergedFrom = List.of();
    private final List<RunSummary> runs = new ArrayList<>();
    private final List<Facts> facts = new ArrayList<>();

    /** A run whose loads of MLX decode so fast; the next is made a day later. */
    public PastRuns run(double... decode) {
        int number = runs.size() + 1;
        List<Double> loads = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (double each : decode) {
            loads.add(each);
            others.add(50.0);
        }
        Double median =
                loads.isEmpty() ? null : loads.stream().sorted().toList().get(loads.size() / 2);
        int attempted = loads.isEmpty() ? 9 : 3 * loads.size();
        int succeeded = mlxSucceeded == null ? 3 * loads.size() : mlxSucceeded;
        if (median == null) {
            others.addAll(List.of(50.0, 50.0, 50.0));
        }
        int otherLoads = others.size();
        boolean provisional = loads.size() < 3;
        Metric metric = new Metric(
                "decode_tokens_per_second",
                "simple-generation",
                null,
                "tokens/s",
                Better.HIGHER,
                new SideFigure(50.0, 3 * otherLoads, otherLoads, 3 * otherLoads, 3 * otherLoads, others),
                new SideFigure(median, 3 * loads.size(), loads.size(), succeeded, attempted, loads),
                median == null
                        ? Ratio.NONE
                        : provisional
                                ? new Ratio(median / 50, null, null, null)
                                : new Ratio(median / 50, median / 51, median / 49, "paired_t"),
                provisional,
                provisional ? Verdict.UNDECIDED : grade == Grade.D ? Verdict.WITHHELD : Verdict.CANDIDATE,
                null);
        runs.add(new RunSummary(
                RecordJson.SCHEMA_VERSION,
                "run-" + number,
                null,
                new RunSummary.Server(serverKind, serverKind.equals("simulated")),
                new Provenance(
                        String.format(Locale.ROOT, "2026-11-%02dT01:00:00.000Z", number),
                        suiteVersion,
                        gitCommit,
                        serverVersion,
                        configDigest,
                        new HardwareProfile("Mac15,9", chip, 12, 4, 40, 137_438_953_472L, 0L),
                        new OsInfo("macOS", os, "aarch64"),
                        new Settings(3, 1, 3, "time", 10, 42, maxOutputTokens, 0, 8192, null, 100, 0.03),
                        List.of(
                                new Engine("gguf", "llama.cpp", "1.52.0"),
                                new Engine("mlx", mlxVersion == null ? null : "mlx-llm", mlxVersion)),
                        mergedFrom),
                flags,
                List.of(new Pair(
                        pair,
                        "dense",
                        "format",
                        "complete",
                        null,
                        new Variant("GGUF", "gguf", "Q8_0", "llama-3.2-1b"),
                        new Variant("MLX", "mlx", "8bit", mlxKey),
                        new Certificate(grade, List.of(), List.of()),
                        List.of(metric),
                        List.of(),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of())),
                implausible,
                List.of()));
        Long size = mlxSize;
        facts.add(new Facts(
                inOrder,
                (each, side) -> new BuildFile(
                        side == Side.BASELINE ? each.baseline() : each.candidate(),
                        side == Side.BASELINE ? null : size)));
        return this;
    }

    public List<RunSummary> summaries() {
        return List.copyOf(runs);
    }

    /** The history of these runs, read in the wrong order. */
    public History history() {
        List<PastRun> past = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            RunSummary summary = runs.get(i);
            String started = String.valueOf(summary.provenance().started());
            past.add(0, PastRun.of(summary.runId(), started, summary, facts.get(i), Selection.DEFAULT));
        }
        return HistoryBuilder.build(past, null, List.of(), List.of());
    }
}
