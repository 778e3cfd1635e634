package io.github.mlxgguf.report.plot;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.analysis.crossover.CrossoverMap.Fit;
import io.github.mlxgguf.analysis.crossover.CrossoverMap.Zone;
import io.github.mlxgguf.analysis.leak.GrowthCurve;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run that has every plot, with a pair whose name tries to be markup. */
final class PlotFixture {
    static final String EVIL =
            "Llama <b>&\"'70B\"</b> ]]> \u0001 with a name that is far too long for any heading of any plot";

    private PlotFixture() {}

    /** Three rounds; in each build's loads a short story, and a document of two lengths. */
    static RunFixture run(String pair) {
        RunFixture run = new RunFixture();
        run.pair = pair;
        run.start();
        run.measureThreeRounds();
        for (String variant : List.of(RunFixture.BASELINE, RunFixture.CANDIDATE)) {
            for (int round = 1; round <= 3; round++) {
                run.scenario = "context-stress";
                long seq = run.load(variant, round, 2.0);
                double slower = variant.equals(RunFixture.BASELINE) ? 1 : 2;
                run.ask("document-1000", 2_000, 4_000);
                run.generation(
                        variant,
                        round,
                        seq,
                        1,
                        Measured.of(100 * slower + round, 50).inputTokens(1_000));
                run.ask("document-4000", 5_000, 10_000);
                run.generation(
                        variant,
                        round,
                        seq,
                        1,
                        Measured.of(400 * slower + round, 50).inputTokens(4_000));
                run.cell(variant, round, seq, 11_300_000_000L);
                run.unload(variant, round, seq);
            }
        }
        run.end("completed");
        return run;
    }

    static GrowthCurve growth(Side side, List<Double> megabytes, @Nullable List<Double> fitted, int settledFrom) {
        return new GrowthCurve(
                side,
                side == Side.BASELINE ? "GGUF" : "MLX",
                1,
                "worker_footprint_bytes",
                megabytes,
                fitted,
                settledFrom,
                LeakClass.LINEAR,
                (side == Side.BASELINE ? "GGUF" : "MLX") + ", round 1: the worker grows by 2.00 MB a request");
    }

    static CrossoverMap map() {
        Fit fit = new Fit("GGUF", 100, 1, 20, 90, 9, 0.02);
        return new CrossoverMap(
                fit,
                fit,
                List.of(100, 1_000),
                List.of(10, 100),
                List.of(List.of(Zone.BASELINE, Zone.UNDECIDED), List.of(Zone.CANDIDATE, Zone.UNMEASURED)),
                List.of("MLX is faster for long answers"));
    }

    static PairFindings with(PairFindings pair, List<MetricFinding> metrics) {
        return new PairFindings(
                pair.summary(),
                pair.lead(),
                pair.confidence(),
                pair.verdict(),
                metrics,
                pair.scenarios(),
                pair.growth(),
                pair.crossover(),
                pair.noCrossover());
    }

    static PairFindings with(PairFindings pair, List<GrowthCurve> growth, @Nullable CrossoverMap map) {
        return new PairFindings(
                pair.summary(),
                pair.lead(),
                pair.confidence(),
                pair.verdict(),
                pair.metrics(),
                pair.scenarios(),
                growth,
                map,
                map == null ? "too little was measured" : null);
    }

    static SampleLine sample(double seconds, @Nullable Long committed, @Nullable Long footprint) {
        return sample(seconds, committed, footprint, null, null);
    }

    static SampleLine sample(
            double seconds,
            @Nullable Long committed,
            @Nullable Long footprint,
            @Nullable Long swap,
            @Nullable Integer pressure) {
        return new SampleLine(
                1,
                new SampleBuilder()
                        .committedBytes(committed)
                        .swapUsedBytes(swap)
                        .pressure(pressure)
                        .workerPid(1L)
                        .workerFootprintBytes(footprint)
                        .build(Math.round(seconds * 1e9)));
    }

    /** All plots of a run, samples included. */
    static List<Plot> plots(RunFixture run) {
        RunData data = run.data();
        RunFindings findings = RunAnalysis.of(data);
        RunFindings whole = new RunFindings(
                findings.summary(),
                findings.banners(),
                findings.pairs().stream()
                        .map(pair -> with(
                                pair,
                                List.of(
                                        growth(Side.BASELINE, List.of(80.0, 100.0, 102.0), List.of(100.0, 102.0), 1),
                                        growth(Side.CANDIDATE, List.of(50.0, 50.0, 49.5), null, 0)),
                                map()))
                        .toList(),
                findings.conditions(),
                findings.loads(),
                findings.ledger(),
                findings.anomalies(),
                findings.failures(),
                findings.incomplete(),
                findings.serverMemory(),
                findings.advice(),
                findings.measured());
        MemoryCourses courses = new MemoryCourses(data);
        for (int i = 0; i <= 100; i++) {
            courses.accept(sample(i / 10.0, 10_000_000_000L + i * 10_000_000L, null, i * 1_000_000L, i < 50 ? 1 : 2));
        }
        return ReportPlots.of(data, whole, courses);
    }

    static PairFindings pair(RunFixture run) {
        return RunAnalysis.of(run.data()).pairs().get(0);
    }
}
