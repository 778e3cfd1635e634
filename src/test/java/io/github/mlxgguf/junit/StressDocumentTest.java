package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.trace.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StressDocumentTest {
    @TempDir
    Path folder;

    /** About 2,200 tokens. */
    @BeforeEach
    void writeTheDocument() throws IOException {
        Files.writeString(folder.resolve("report.md"), "Fish eat. ".repeat(1000));
    }

    private void check(int contextLength) {
        BenchmarkConfig config = ConfigLoader.load(
                """
                pairs: [{name: P, architecture: dense, gguf: {model: g, quantization: Q8_0}, mlx: {model: m, quantization: 8bit}}]
                load: {context_length: %d}
                scenarios: {context-stress: {document: report.md, sizes: [1000, 12000]}}
                """.formatted(contextLength), folder.resolve("c.yaml").toString(), Map.of());
        MatrixPlan plan = MatrixPlan.of(
                config,
                EnumSet.allOf(Format.class),
                List.of(PlannedScenario.shared(ScenarioId.CONTEXT_STRESS)),
                List.of());
        StressDocument.check(config, plan);
    }

    @Test
    void aSizeBeyondTheContextNeedsNoDocumentOfThatLength() {
        assertThatCode(() -> check(8192)).doesNotThrowAnyException();
    }

    @Test
    void aSizeThatWouldBeAskedNeedsOne() {
        assertThatThrownBy(() -> check(32768))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("expected a text of at least 12000 tokens, found about 2222 in ");
    }
}
