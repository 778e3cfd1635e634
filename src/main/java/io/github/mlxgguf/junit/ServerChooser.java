package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.Identification;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.lmstudio.ServerIdentifier;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides which server a run measures; see "Which server" in {@code TESTING.md}.
 *
 * <p>An embedded server only ever stands in where no LM Studio exists at all. Where one is installed, silent or locked, the user
 * meant it, so the run stops with the cure instead of measuring something else.
 */
final class ServerChooser {
    private static final Logger LOG = System.getLogger(ServerChooser.class.getName());

    private final Supplier<Optional<LmStudioInstallation>> installation;

    /**
     * @param installation looks for LM Studio on this machine
     */
    ServerChooser(Supplier<Optional<LmStudioInstallation>> installation) {
        this.installation = installation;
    }

    /** What a run measures. */
    sealed interface Choice {
        /** A server that runs already, at the config's address. */
        record Running(ServerKind kind) implements Choice {}

        /** LM Studio is there and allowed to be started by us, by this tool. */
        record StartLmStudio(LmStudioInstallation installation) implements Choice {}

        /**
         * Our own server, with the embedded config.
         *
         * @param fallback true if nobody asked for it
         */
        record Embedded(boolean fallback) implements Choice {}

        /** Our own server with a scripted engine, for the models of a script; only ever by name. */
        record Simulated() implements Choice {}
    }

    /**
     * The choice for a server's settings.
     *
     * @param byHand the address or LM Studio was named on the command line, so nothing may stand in
     * @throws SetupException if there is no server to measure; the message has the cure
     */
    Choice choose(ServerConfig server, boolean byHand) {
        return switch (server.kind()) {
            case EMBEDDED -> new Choice.Embedded(false);
            case SIMULATED -> new Choice.Simulated();
            case LMSTUDIO -> existing(server, true);
            case AUTO -> existing(server, byHand);
        };
    }

    private Choice existing(ServerConfig server, boolean required) {
        Identification found = ServerIdentifier.identify(server);
        LOG.log(Level.DEBUG, "at {0}: {1}", server.baseUrl(), found);
        if (found instanceof Identification.Found running) {
            return new Choice.Running(running.kind());
        }
        if (found instanceof Identification.Unusable unusable) {
            throw new SetupException(text(unusable.failure()));
        }
        Optional<LmStudioInstallation> installed = installation.get();
        if (installed.isPresent()) {
            return silent(server, installed.get());
        }
        if (required) {
            throw new SetupException(text(((Identification.Nothing) found).failure()));
        }
        return new Choice.Embedded(true);
    }

    private static Choice silent(ServerConfig server, LmStudioInstallation installed) {
        if (server.manage() && installed.lms().isPresent()) {
            return new Choice.StartLmStudio(installed);
        }
        throw new SetupException(
                "LM Studio is installed (" + installed.evidence() + ") but its server does not answer at "
                        + server.baseUrl()
                        + ". Start it with `lms server start`, or let the suite do it with server.manage: true,"
                        + " or name its address with -Dbench.baseUrl=http://127.0.0.1:PORT. To measure without LM Studio:"
                        + " -Dbench.server=embedded.");
    }

    private static String text(ServerFailure failure) {
        String message = failure.getMessage();
        return message == null ? failure.kind() : message;
    }
}
