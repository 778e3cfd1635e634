package io.github.mlxgguf.plan;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.List;
import java.util.Map;

/** A small matrix and the server that has it. */
public final class MatrixFixtures {
    private MatrixFixtures() {}

    public static BenchmarkConfig config(String more) {
        return ConfigLoader.load("""
                pairs:
                  - name: Tiny
                    architecture: dense
                    gguf: {model: [tiny@q8_0, tiny], quantization: Q8_0}
                    mlx: {model: [tiny-mlx], quantization: 8bit}
                """ + more, "test.yaml", Map.of());
    }

    public static ModelEntry model(String key, Format format, String quantization, String... loaded) {
        return new ModelEntry(
                key,
                "llm",
                null,
                "llama",
                format,
                quantization,
                1_000L,
                "1B",
                8_192L,
                List.of(loaded).stream()
                        .map(id -> new ModelEntry.Instance(id, LoadConfig.UNKNOWN))
                        .toList(),
                List.of(),
                null,
                List.of());
    }
}
