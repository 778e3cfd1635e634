package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.analysis.leak.GrowthCurve;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Crossover;
import io.github.mlxgguf.analysis.summary.RunSummary.Deployment;
import io.github.mlxgguf.analysis.summary.RunSummary.DeploymentAdvice;
import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.analysis.summary.RunSummary.Recommendation;
import io.github.mlxgguf.trace.Side;
import java.util.List;

/** Three rounds of one pair, with conclusions written by hand in place of those that were drawn. */
final class Concluded {
    static final String PAIR = "Llama 3.2 1B";

    private Concluded() {}

    static RunFindings byHand() {
        RunFindings drawn = RunAnalysis.of(RunFixture.threeRounds().data());
        PairFindings pair = withConclusions(drawn.pairs().get(0));
        RunSummary summary = drawn.summary();
        return new RunFindings(
                new RunSummary(
                        summary.schemaVersion(),
                        summary.runId(),
                        summary.notice(),
                        summary.server(),
                        summary.provenance(),
                        summary.flags(),
                        List.of(pair.summary()),
                        List.of(
                                new Implausible(
                                        "decode_above_bandwidth", PAIR, "candidate", "It reads faster than the chip."),
                                new Implausible("clock", null, null, "Time went backwards.")),
                        List.of(
                                new Deployment(
                                        "NEXUS LORE",
                                        96,
                                        1,
                                        "latency",
                                        List.of(new DeploymentAdvice(
                                                PAIR,
                                                "candidate",
                                                8192,
                                                94_500_000_000L,
                                                "Budget 96 GB, 1 request at once. GGUF needs more; MLX fits.",
                                                "A longer context."))),
                                new Deployment("Phone", 4, 2, "memory", List.of()))),
                drawn.banners(),
                List.of(pair),
                drawn.conditions(),
                drawn.loads(),
                drawn.ledger(),
                drawn.anomalies(),
                drawn.failures(),
                drawn.incomplete(),
                drawn.serverMemory(),
                drawn.advice(),
                drawn.measured());
    }

    private static PairFindings withConclusions(PairFindings drawn) {
        RunSummary.Pair pair = drawn.summary();
        return new PairFindings(
                new RunSummary.Pair(
                        pair.name(),
                        pair.architecture(),
                        pair.varies(),
                        pair.status(),
                        pair.reason(),
                        pair.baseline(),
                        pair.candidate(),
                        pair.certificate(),
                        pair.metrics(),
                        pair.memory(),
                        List.of(
                                new Leak(
                                        "baseline",
                                        1,
                                        LeakClass.LINEAR,
                                        "worker_footprint_bytes",
                                        30,
                                        2.0,
                                        1.5,
                                        2.5,
                                        0.4,
                                        1_000_000_000L),
                                new Leak(
                                        "candidate", 1, LeakClass.INSUFFICIENT, null, 5, null, null, null, null, null)),
                        new Crossover(
                                new Crossover.Fit(10.5, 0.2, 4.5, 12, 3, 0.05),
                                new Crossover.Fit(9, 0.3, 4, 12, 0, null)),
                        List.of(
                                new Recommendation("fastest_answer", "candidate", "It is faster.", "A slower load."),
                                new Recommendation(
                                        "least_memory", "either", "They take the same.", "A longer context."),
                                new Recommendation("most_stable", "either", "Neither failed.", "More loads.")),
                        pair.expectations(),
                        pair.answers(),
                        pair.consistency()),
                drawn.lead(),
                drawn.confidence(),
                drawn.verdict(),
                drawn.metrics(),
                drawn.scenarios(),
                List.of(new GrowthCurve(
                        Side.BASELINE,
                        "GGUF",
                        1,
                        "worker_footprint_bytes",
                        List.of(1.0, 3.0),
                        null,
                        0,
                        LeakClass.LINEAR,
                        "It grows by 2.00 MB with every request.")),
                new CrossoverMap(
                        fit("GGUF"),
                        fit("MLX"),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("MLX is faster for every request that was measured.")),
                null);
    }

    private static CrossoverMap.Fit fit(String label) {
        return new CrossoverMap.Fit(label, 10, 0.2, 4.5, 12, 3, 0.05);
    }
}
