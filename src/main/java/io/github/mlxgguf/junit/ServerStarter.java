package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.embedded.EmbeddedServer;
import io.github.mlxgguf.lmstudio.LmStudioService;
import io.github.mlxgguf.server.ServerKind;
import java.nio.file.Path;
import java.util.List;
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
     * @param files what the server writes, if it is ours; they belong into the folder of the run
     */
    record Started(
            ServerKind kind, ServerConfig config, @Nullable String notice, AutoCloseable own, List<ServerFile> files)
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

    /** Whether nothing of the server runs yet, so that what the machine takes without it can be read. */
    static boolean startsFromNothing(ServerChooser.Choice choice) {
        if (choice instanceof ServerChooser.Choice.StartLmStudio studio) {
            return LmStudioService.nothingRuns(studio.installation());
        }
        return !(choice instanceof ServerChooser.Choice.Running);
    }

    /**
     * Brings it up.
     *
     * @param options for the script
     * @param folder where a server of ours begins its files
     * @throws SetupException if it does not come up
     */
    static Started start(ServerChooser.Choice choice, BenchmarkConfig config, RunOptions options, Path folder) {
        ServerConfig server = config.server();
        if (choice instanceof ServerChooser.Choice.Running running) {
            return new Started(running.kind(), server, null, () -> {}, List.of());
        }
        if (choice instanceof ServerChooser.Choice.StartLmStudio studio) {
            LmStudioService service = LmStudioService.start(studio.installation(), server);
            return new Started(service.kind(), server, null, service, List.of());
        }
        ServerFile log = ServerFile.beside(folder, ServerFile.ENGINE_LOG);
        EmbeddedServer.Options own = EmbeddedServer.Options.defaults(log.path());
        if (choice instanceof ServerChooser.Choice.Embedded embedded) {
            return started(
                    ServerKind.EMBEDDED, server, own, embedded.fallback() ? FALLBACK_NOTICE : null, List.of(log));
        }
        Path script = options.script() == null ? Defaults.SIMULATED_SCRIPT : options.script();
        ServerFile truth = ServerFile.beside(folder, ServerFile.TRUTH);
        String notice = "Everything here was played by the script " + script + "."
                + (options.config() == null
                        ? " No pause was longer than " + Defaults.SHORT_PAUSE.toSeconds()
                                + " s, whatever the configuration says."
                        : "");
        return started(ServerKind.SIMULATED, server, own.withScript(script, truth.path()), notice, List.of(log, truth));
    }

    private static Started started(
            ServerKind kind,
            ServerConfig server,
            EmbeddedServer.Options options,
            @Nullable String notice,
            List<ServerFile> files) {
        try {
            EmbeddedServer own = EmbeddedServer.start(options);
            return new Started(kind, at(server, own), notice, own, files);
        } catch (RuntimeException failed) {
            files.forEach(ServerFile::delete);
            throw failed;
        }
    }

    private static ServerConfig at(ServerConfig server, EmbeddedServer embedded) {
        return new ServerConfig(
                server.kind(), embedded.baseUrl(), null, server.resident(), server.manage(), server.timeouts());
    }
}
