package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.server.ServerFailure;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * LM Studio's server, started by us with {@code lms server start}; closing it stops it again with {@code lms server stop}.
 *
 * <p>Never run against a real LM Studio so far, only against a stand-in for the tool.
 */
public final class LmStudioService implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LmStudioService.class.getName());

    /** The tool itself waits up to 60 s for the app. */
    private static final Duration TOOL_LIMIT = Duration.ofSeconds(90);

    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final Path lms;

    private LmStudioService(Path lms) {
        this.lms = lms;
    }

    /**
     * Starts it and waits until it lists its models.
     *
     * @param installation one that has the {@code lms} tool
     * @throws ServerFailure.Unreachable if it does not come up in time
     */
    public static LmStudioService start(LmStudioInstallation installation, ServerConfig config) {
        Path lms = installation.lms().orElseThrow(() -> new IllegalArgumentException("no lms tool was found"));
        int port = config.baseUrl().getPort();
        LOG.log(Level.INFO, "Starting LM Studio''s server: {0} server start --port {1}", lms, Integer.toString(port));
        run(lms, List.of("server", "start", "--port", Integer.toString(port)));
        LmStudioService service = new LmStudioService(lms);
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        Identification found = ServerIdentifier.identify(config);
        while (!(found instanceof Identification.Found) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            found = ServerIdentifier.identify(config);
        }
        if (found instanceof Identification.Found) {
            return service;
        }
        service.close();
        throw found instanceof Identification.Unusable unusable
                ? unusable.failure()
                : ((Identification.Nothing) found).failure();
    }

    @Override
    public void close() {
        LOG.log(Level.INFO, "Stopping LM Studio''s server, which this run started");
        run(lms, List.of("server", "stop"));
    }

    private static void run(Path lms, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(lms.toString()));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(TOOL_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                LOG.log(
                        Level.WARNING,
                        "{0} did not end within {1} s",
                        String.join(" ", command),
                        TOOL_LIMIT.toSeconds());
            }
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "{0} could not be run: {1}", String.join(" ", command), failed.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
