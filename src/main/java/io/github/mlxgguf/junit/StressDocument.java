package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.prompt.Document;
import java.nio.file.Path;

/** The document of {@code context-stress}. */
final class StressDocument {
    private StressDocument() {}

    /**
     * Reads it; its path is relative to the folder of the config file.
     *
     * @throws ConfigException if there is no such text
     */
    static Document read(BenchmarkConfig config) {
        Path configFile = Path.of(config.source()).toAbsolutePath();
        return Document.read(
                configFile.resolveSibling(config.scenarios().contextStress().document()));
    }

    /**
     * Looks before the run whether every size that the context has room for can be cut from it; hours later is too late.
     *
     * @throws ConfigException if not
     */
    static void check(BenchmarkConfig config, MatrixPlan plan) {
        if (plan.loads().stream().anyMatch(load -> load.runs(ScenarioId.CONTEXT_STRESS))) {
            Document document = read(config);
            config.scenarios().contextStress().sizes().stream()
                    .filter(tokens -> ContextRoom.fits(tokens, config))
                    .forEach(document::summarise);
        }
    }
}
