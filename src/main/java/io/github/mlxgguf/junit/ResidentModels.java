package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ModelServer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.Collectors;

/** Sees to it that a run starts on a server that holds no model: one more would be in every figure. */
final class ResidentModels {
    private static final Logger LOG = System.getLogger(ResidentModels.class.getName());

    private ResidentModels() {}

    /**
     * The server's models, none of them loaded.
     *
     * @throws SetupException if one is loaded and must not be touched
     */
    static List<ModelEntry> clear(ModelServer server, ServerConfig.Resident policy) {
        List<ModelEntry> models = server.models();
        List<String> loaded = models.stream()
                .flatMap(model -> model.instances().stream())
                .map(ModelEntry.Instance::id)
                .toList();
        if (loaded.isEmpty()) {
            return models;
        }
        if (policy == ServerConfig.Resident.REFUSE) {
            String commands =
                    loaded.stream().map(id -> "`lms unload " + id + "`").collect(Collectors.joining(", "));
            throw new SetupException("Expected no model in memory at " + server.baseUrl() + ", found "
                    + String.join(", ", loaded) + ". Unload with " + commands
                    + ", or let the suite do it with server.resident: unload.");
        }
        for (String id : loaded) {
            LOG.log(Level.INFO, "Unloading {0}, which was in memory already", id);
            server.unload(id);
        }
        return server.models();
    }
}
