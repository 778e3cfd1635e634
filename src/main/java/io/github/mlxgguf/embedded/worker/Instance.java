package io.github.mlxgguf.embedded.worker;

import io.github.mlxgguf.embedded.catalog.OfferedModel;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a model that is loaded or being loaded.
 *
 * @param id what unloading takes
 * @param engineVersion null while it is not known
 * @param loadSeconds 0 while it loads
 */
public record Instance(
        String id,
        OfferedModel model,
        WorkerConfig config,
        WorkerProcess worker,
        @Nullable String engineVersion,
        double loadSeconds,
        boolean isLoaded) {
    static Instance loading(String id, OfferedModel model, WorkerConfig config, WorkerProcess worker) {
        return new Instance(id, model, config, worker, null, 0, false);
    }

    Instance loaded(@Nullable String version, double seconds) {
        return new Instance(id, model, config, worker, version, seconds, true);
    }
}
