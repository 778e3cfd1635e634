package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.embedded.EmbeddedServer;
import io.github.mlxgguf.lmstudio.LmStudioService;
import io.github.mlxgguf.server.ServerKind;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Brings up what was chosen, and knows how to take down what it brought up. */
final class ServerStarter {
    private static final String FALLBACK_NOTICE =
            "No LM Studio was found on this machine, so the suite measured its own server instead.";

    private ServerStarter() {}

    /**
     * A server that runs.
     *
     * @param config with the address that is in use
     * @param notice what must stand on top of everything made from this run besides what its kind says, or null
     * @param own what to close at the end; does nothing if somebody else runs the server
     * @param engineLog what the engine prints, if the server is ours
     */
    record Started(
            ServerKind kind,
            ServerConfig config,
            @Nullable String notice,
            AutoCloseable own,
            @Nullable EngineLogFile engineLog)
            implements AutoCloseable {
        @Override
        public void close() {
            try {
                own.close();
            } catch (Exception failed) {
                throw new IllegalStateException("the server could not be stopped", failed);
            }
        }
    }

    /**
     * Brings it up.
     *
     * @param results the folder of the runs' folders
     * @throws SetupException if it does not come up
     */
    static Started start(ServerChooser.Choice choice, BenchmarkConfig config, Path results) {
        ServerConfig server = config.server();
        if (choice instanceof ServerChooser.Choice.Running running) {
            return new Started(running.kind(), server, null, () -> {}, null);
        }
        if (choice instanceof ServerChooser.Choice.StartLmStudio studio) {
            return new Started(
                    ServerKind.LMSTUDIO, server, null, LmStudioService.start(studio.installation(), server), null);
        }
        boolean fallback = ((ServerChooser.Choice.Embedded) choice).fallback();
        EngineLogFile log = EngineLogFile.beside(results);
        EmbeddedServer embedded = EmbeddedServer.start(EmbeddedServer.Options.defaults(log.path()));
        return new Started(ServerKind.EMBEDDED, at(server, embedded), fallback ? FALLBACK_NOTICE : null, embedded, log);
    }

    private static ServerConfig at(ServerConfig server, EmbeddedServer embedded) {
        return new ServerConfig(
                server.kind(), embedded.baseUrl(), null, server.resident(), server.manage(), server.timeouts());
    }
}
