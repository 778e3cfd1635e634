package io.github.mlxgguf.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.LeakClass;
import io.github.mlxgguf.analysis.summary.Outcome;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.record.RecordJson;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryJsonTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void leaksAndRecommendationsFollowTheSchemaToo() throws IOException {
        RunSummary.Variant build = new RunSummary.Variant("GGUF", "gguf", "Q8_0", null);
        RunSummary.Pair pair = new RunSummary.Pair(
                "Llama",
                "dense",
                "format",
                "complete",
                null,
                build,
                build,
                new RunSummary.Certificate(Grade.A, List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(new RunSummary.Leak(
                        "baseline", 1, LeakClass.LINEAR, "worker_anon_bytes", 30, 2.0, 1.5, 2.5, 0.4, 1_000_000L)),
                new RunSummary.Crossover(
                        new RunSummary.Crossover.Fit(10.5, 0.2, 4.5, 12, 3, 0.05),
                        new RunSummary.Crossover.Fit(9, 0.3, 4, 12, 0, null)),
                List.of(new RunSummary.Recommendation("fastest_answer", "candidate", "it is faster", "a rerun")),
                List.of(new RunSummary.JudgedExpectation(
                        "decode_ratio", "moe", ">= 2.0", Outcome.UNDECIDED, "Undecided: …")),
                List.of(new RunSummary.Answer("candidate", "moe", "train-speed", "number", 4, 1, 0)),
                List.of(new RunSummary.Consistency("baseline", "simple-generation", "haiku", 3, 2, 1)));
        RunSummary summary = new RunSummary(
                RecordJson.SCHEMA_VERSION,
                "run-1",
                null,
                new RunSummary.Server("lmstudio", false),
                RunSummary.Provenance.UNKNOWN,
                List.of("swap_grew"),
                List.of(pair),
                List.of(new RunSummary.Implausible("prefill", "Llama", "baseline", "too fast")),
                List.of(new RunSummary.Deployment(
                        "NEXUS LORE",
                        96,
                        1,
                        "latency",
                        List.of(new RunSummary.DeploymentAdvice(
                                "Llama", "candidate", 8192, 12_000_000L, "it fits", "more context")))));

        Path file = Files.writeString(folder.resolve("summary.json"), SummaryJson.of(summary));

        assertThat(SchemaValidator.validateFile(file)).isEmpty();
        assertThat(file).content().contains("\"class\" : \"linear\"").endsWith("}\n");
    }
}
