package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.lmstudio.ToolAccess;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.SessionClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens the session of a run: options, config, server, plan, results folder, monitor, in an order in which nothing is loaded
 * or written before everything that can be wrong has been looked at.
 */
final class SessionFactory {
    private static final Logger LOG = System.getLogger(SessionFactory.class.getName());

    private final Function<String, @Nullable String> properties;
    private final Set<String> propertyNames;
    private final Map<String, String> environment;

    SessionFactory(
            Function<String, @Nullable String> properties, Set<String> propertyNames, Map<String, String> environment) {
        this.properties = properties;
        this.propertyNames = propertyNames;
        this.environment = environment;
    }

    /** Reads system properties and the environment. */
    static SessionFactory fromSystem() {
        return new SessionFactory(System::getProperty, System.getProperties().stringPropertyNames(), System.getenv());
    }

    /**
     * Opens it.
     *
     * @throws SetupException if the run cannot start; nothing is left behind then
     */
    MatrixRun open() {
        try {
            RunOptions asked = options();
            EarlierRun earlier = asked.resume() == null ? null : EarlierRun.open(asked);
            RunOptions options = earlier == null ? asked : completed(asked, earlier);
            Path file = configFile(options);
            ServerConfig server = config(options.withoutPairs(), file).server();
            BenchLog log = BenchLog.start(options.verbose(), server.apiToken());
            try {
                if (earlier != null && earlier.isDone()) {
                    return nothingLeft(earlier, options.dryRun(), log);
                }
                return open(new Wish(options, file, earlier), server, log);
            } catch (RuntimeException failed) {
                log.close();
                throw failed;
            }
        } catch (ConfigException | ResultsException | ServerFailure wrong) {
            String message = wrong.getMessage();
            throw new SetupException(message == null ? wrong.toString() : message);
        }
    }

    /**
     * What is asked for.
     *
     * @param file the config file, unless the embedded server has to stand in
     * @param earlier the run to go on with, or null for a new one
     */
    private record Wish(
            RunOptions options, Path file, @Nullable EarlierRun earlier) {}

    /** A run that is resumed brings its own options along; what is given beside must agree, and is compared later. */
    private RunOptions completed(RunOptions asked, EarlierRun earlier) {
        RunOptions options = earlier.withServer(asked);
        String source = earlier.run().configSource();
        if (options.config() == null && !configFile(options).toString().equals(source)) {
            options = options.withConfig(Path.of(source));
        }
        return earlier.withCells(options, ConfigLoader.load(configFile(options), environment));
    }

    private static MatrixRun nothingLeft(EarlierRun earlier, boolean dryRun, BenchLog log) {
        LOG.log(
                Level.INFO,
                "Nothing is left to do: all {0} cells of run {1} have a valid result.{2}",
                earlier.run().plan().size(),
                earlier.folder().runId(),
                dryRun ? "" : " Its report is made anew: " + earlier.folder().reportHtml());
        String reason = "nothing is left to do in run " + earlier.folder().runId();
        if (dryRun) {
            log.close();
            return new MatrixRun.Idle(
                    reason,
                    List.of(earlier.shown()),
                    Optional.of(earlier.folder().path()));
        }
        return earlier.asItIs(reason, earlier.shown(), log);
    }

    private MatrixRun open(Wish wish, ServerConfig server, BenchLog log) {
        RunOptions options = wish.options();
        SessionClock clock = SessionClock.start();
        ServerChooser chooser = new ServerChooser(this::installation);
        ServerChooser.Choice choice = chooser.choose(server, options.serverChosenByHand());
        boolean ours = choice instanceof ServerChooser.Choice.Embedded;
        BenchmarkConfig config =
                config(options, ours && options.config() == null ? Defaults.EMBEDDED_CONFIG_FILE : wish.file());
        if (choice instanceof ServerChooser.Choice.Simulated && options.config() == null) {
            config = config.withShortPauses();
        }
        ScenarioChoice.check(config);
        try (Undo undo = new Undo()) {
            ServerMemory memory = ServerMemory.watch(clock, config.monitor().interval());
            undo.add(memory);
            if (!options.dryRun() && ServerStarter.startsFromNothing(choice)) {
                memory.beforeServer(config.scenarios().coldStart().baseline());
            }
            Path beside = options.dryRun() ? DryRun.FILES : options.results();
            ServerStarter.Started started = ServerStarter.start(choice, config, options, beside);
            undo.add(() -> started.files().forEach(ServerFile::delete));
            undo.add(started);
            memory.serverStarted(started.config().localPort());
            ToolAccess tool = ToolAccess.find(started.kind(), started.config(), installation());
            memory.monitor().serverOtherwise(tool::processId);
            LmStudioServer client = new LmStudioServer(started.config(), clock, tool);
            undo.add(client);
            MatrixRun run = new RunOpening(options, wish.earlier(), log, clock, started, client, memory, undo)
                    .open(config, tool);
            if (run instanceof MatrixRun.Measuring) {
                undo.forget();
            }
            return run;
        }
    }

    private Optional<LmStudioInstallation> installation() {
        return LmStudioInstallation.find(environment, Path.of(System.getProperty("user.home")));
    }

    private RunOptions options() {
        List<String> unknown = RunOptions.unknownProperties(propertyNames);
        if (!unknown.isEmpty()) {
            throw new SetupException(String.join("\n", unknown));
        }
        return RunOptions.from(properties);
    }

    private static Path configFile(RunOptions options) {
        Path named = options.config();
        if (named != null) {
            return named;
        }
        return options.server() == ServerConfig.Kind.EMBEDDED ? Defaults.EMBEDDED_CONFIG_FILE : Defaults.CONFIG_FILE;
    }

    private BenchmarkConfig config(RunOptions options, Path file) {
        return options.applyTo(ConfigLoader.load(file, environment));
    }
}
