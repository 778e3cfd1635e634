package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.lmstudio.cli.CliServer;
import io.github.mlxgguf.lmstudio.cli.LmCli;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * LM Studio's server, started by us with {@code lms server start}; closing it stops it again with {@code lms server stop}.
 *
 * <p>Never run against a real LM Studio so far, only against a stand-in for the tool.
 */
public final class LmStudioService implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LmStudioService.class.getName());

    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);

    private final LmCli cli;

    /** What came up, by its own word; until it has answered, what the tool is for. */
    private ServerKind kind = ServerKind.LMSTUDIO;

    private LmStudioService(LmCli cli) {
        this.cli = cli;
    }

    /** What came up: not LM Studio if the tool is a stand-in with one of our own servers behind it. */
    public ServerKind kind() {
        return kind;
    }

    /**
     * Starts it and waits until it lists its models. A server that the tool runs already, at another port, is left alone: it is not
     * ours to move or to stop.
     *
     * @param installation one that has the {@code lms} tool
     * @throws ServerFailure.Unreachable if it does not come up in time, or runs at another port
     */
    public static LmStudioService start(LmStudioInstallation installation, ServerConfig config) {
        LmCli cli =
                new LmCli(installation.lms().orElseThrow(() -> new IllegalArgumentException("no lms tool was found")));
        return start(cli, config, READY_LIMIT);
    }

    /** The same with a limit for the wait. */
    static LmStudioService start(LmCli cli, ServerConfig config, Duration readyLimit) {
        int port = config.baseUrl().getPort();
        refuseIfElsewhere(cli, config);
        LOG.log(
                Level.INFO,
                "Starting LM Studio''s server: {0} server start --port {1}",
                cli.executable(),
                Integer.toString(port));
        LmStudioService service = new LmStudioService(cli);
        Optional<CliProblem> problem = cli.serverStart(port).problem();
        long deadline = System.nanoTime() + readyLimit.toNanos();
        Identification found = ServerIdentifier.identify(config);
        while (!(found instanceof Identification.Found) && problem.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
            found = ServerIdentifier.identify(config);
        }
        if (found instanceof Identification.Found up) {
            service.kind = up.kind();
            return service;
        }
        if (problem.isPresent()) {
            if (mayHaveStarted(problem.get())) {
                service.close();
            }
            throw unreachable("Expected LM Studio's server to start at " + config.baseUrl() + ", found: "
                    + problem.get().text());
        }
        service.close();
        throw found instanceof Identification.Unusable unusable
                ? unusable.failure()
                : ((Identification.Nothing) found).failure();
    }

    /** A tool that was killed may have started the server before, or have left it starting; none ran when we came. */
    private static boolean mayHaveStarted(CliProblem problem) {
        return problem.kind() == CliProblem.Kind.TIMED_OUT || problem.kind() == CliProblem.Kind.CANCELLED;
    }

    /**
     * Whether nothing of LM Studio runs: not the app and not its service, with which it would take memory before its server is
     * started. False too if the tool does not say. Starts nothing.
     *
     * @param installation one that has the {@code lms} tool
     */
    public static boolean nothingRuns(LmStudioInstallation installation) {
        return installation
                .lms()
                .flatMap(tool -> new LmCli(tool).daemonStatus().value())
                .map(status -> !status.running())
                .orElse(false);
    }

    private static void refuseIfElsewhere(LmCli cli, ServerConfig config) {
        Optional<CliServer> status = cli.serverStatus().value();
        if (status.isPresent() && status.get().running()) {
            throw unreachable("Expected LM Studio's server at " + config.baseUrl() + ", found it running at port "
                    + status.get().port() + ". Name that address with -Dbench.baseUrl=http://127.0.0.1:"
                    + status.get().port() + ", or stop it with `lms server stop`.");
        }
    }

    private static ServerFailure.Unreachable unreachable(String message) {
        return new ServerFailure.Unreachable(message, new IOException(message));
    }

    @Override
    public void close() {
        LOG.log(Level.INFO, "Stopping LM Studio''s server, which this run started");
        cli.serverStop()
                .problem()
                .ifPresent(problem -> LOG.log(Level.WARNING, "LM Studio''s server may still run: {0}", problem.text()));
    }
}
