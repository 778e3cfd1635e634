package io.github.mlxgguf.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.Grade;
import io.github.mlxgguf.analysis.Outcome;
import io.github.mlxgguf.analysis.RunSummary;
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
                new RunSummary.Certificate(Grade.A, List.of()),
                List.of(),
                List.of(),
                List.of(new RunSummary.Leak("baseline", "linear", "worker_anon_bytes", 2.0, 1.5, 2.5, 0.4)),
                List.of(new RunSummary.Recommendation("chat", "MLX", "it is faster")),
                List.of(new RunSummary.JudgedExpectation(
                        "decode_ratio", "moe", ">= 2.0", Outcome.UNDECIDED, "Undecided: …")),
                List.of(new RunSummary.Answer("candidate", "moe", "train-speed", "number", 4, 1, 0)),
                List.of(new RunSummary.Consistency("baseline", "simple-generation", "haiku", 3, 2, 1)));
        RunSummary summary = new RunSummary(
                RecordJson.SCHEMA_VERSION,
                "run-1",
                null,
                new RunSummary.Server("lmstudio", false),
                List.of("swap_grew"),
                List.of(pair));

        Path file = Files.writeString(folder.resolve("summary.json"), SummaryJson.of(summary));

        assertThat(SchemaValidator.validateFile(file)).isEmpty();
        assertThat(file).content().contains("\"class\" : \"linear\"").endsWith("}\n");
    }
}
