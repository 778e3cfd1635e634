package io.github.mlxgguf.embedded;

import io.github.mlxgguf.embedded.catalog.CatalogModel;
import io.github.mlxgguf.embedded.catalog.EmbeddedCatalog;
import io.github.mlxgguf.embedded.catalog.ModelCache;
import io.github.mlxgguf.embedded.catalog.Offers;
import io.github.mlxgguf.embedded.process.Arguments;
import io.github.mlxgguf.embedded.script.Script;
import io.github.mlxgguf.embedded.script.ScriptReader;
import io.github.mlxgguf.embedded.simulation.TruthFile;
import io.github.mlxgguf.embedded.worker.EngineCheck;
import io.github.mlxgguf.embedded.worker.Instances;
import io.github.mlxgguf.embedded.worker.LoadFailedException;
import io.github.mlxgguf.embedded.worker.ModelFiles;
import io.github.mlxgguf.embedded.worker.WorkerSite;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a server process serves: the real models of a catalogue, or those of a script.
 *
 * @param script null for real models
 */
record ServedModels(
        Offers offers, Instances instances, @Nullable Script script) implements AutoCloseable {
    /**
     * Gets ready what the command line asks for; with {@code --script} no engine library is needed.
     *
     * @throws IOException if the engine's library cannot be used or the truth file cannot be written
     * @throws io.github.mlxgguf.config.ConfigException if the script cannot be used
     */
    static ServedModels of(Arguments arguments, WorkerSite site) throws IOException {
        Path file = arguments.optionalPath("script");
        if (file != null) {
            Script script = ScriptReader.read(file);
            TruthFile truth = TruthFile.open(arguments.path("truth"));
            return new ServedModels(new Offers(script.models()), new Instances(site, model -> file, truth), script);
        }
        EngineCheck.require(site);
        EmbeddedCatalog catalog = EmbeddedCatalog.fromId(arguments.text("catalog"));
        ModelFiles files = files(catalog, new ModelCache(arguments.path("model-cache")));
        return new ServedModels(catalog.offers(), new Instances(site, files), null);
    }

    /** Completes the truth file, after the last worker has ended. */
    @Override
    public void close() {
        TruthFile truth = instances.truth();
        if (truth != null) {
            truth.close();
        }
    }

    private static ModelFiles files(EmbeddedCatalog catalog, ModelCache cache) {
        return offered -> {
            CatalogModel model = catalog.models().stream()
                    .filter(offered::equals)
                    .findFirst()
                    .orElseThrow(() -> new LoadFailedException("Not a model of this catalogue: " + offered.key()));
            if (!cache.has(model)) {
                throw new LoadFailedException("Failed to load LLM '" + model.key() + "': Error: The file "
                        + cache.fileOf(model)
                        + " is missing or damaged. Start the server again; it makes the file anew.");
            }
            return cache.fileOf(model);
        };
    }
}
