package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.doctor.Preflight;
import io.github.mlxgguf.doctor.ServerRoutes;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.lmstudio.ToolAccess;
import io.github.mlxgguf.monitor.MemoryMonitor;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.record.Journal;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunListener;
import io.github.mlxgguf.record.SampleWriter;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.SessionClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens the session of a run: options, config, server, plan, results folder, monitor, in an order in which nothing is loaded
 * or written before everything that can be wrong has been looked at.
 */
final class SessionFactory {
    private static final Logger LOG = System.getLogger(SessionFactory.class.getName());
    private static final int FIRST_SESSION = 1;

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
        if (!dryRun) {
            listeners()
                    .forEach(listener -> listener.runFinished(earlier.folder().path()));
        }
        log.close();
        return new MatrixRun.Idle(
                "nothing is left to do in run " + earlier.folder().runId(), List.of(earlier.shown()));
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
        Path beside = options.dryRun() ? DryRun.FILES : options.results();
        ServerStarter.Started started = ServerStarter.start(choice, config, options, beside);
        ToolAccess tool;
        LmStudioServer client;
        try {
            tool = ToolAccess.find(started.kind(), started.config(), installation());
            client = new LmStudioServer(started.config(), clock, tool);
        } catch (RuntimeException failed) {
            started.close();
            started.files().forEach(ServerFile::delete);
            throw failed;
        }
        boolean measuring = false;
        try {
            MatrixRun run = open(wish, config, log, clock, started, client, tool);
            measuring = run instanceof MatrixRun.Measuring;
            return run;
        } finally {
            if (!measuring) {
                client.close();
                started.close();
                started.files().forEach(ServerFile::delete);
            }
        }
    }

    private MatrixRun open(
            Wish wish,
            BenchmarkConfig config,
            BenchLog log,
            SessionClock clock,
            ServerStarter.Started started,
            LmStudioServer server,
            ToolAccess tool) {
        RunOptions options = wish.options();
        EarlierRun earlier = wish.earlier();
        List<ModelEntry> models = options.dryRun()
                ? server.models()
                : ResidentModels.clear(server, config.server().resident());
        List<PlannedScenario> scenarios = ScenarioChoice.selected(config);
        MatrixPlan whole = MatrixPlan.of(config, formats(options), scenarios, models, ServerRoutes.of(tool, models));
        ScenarioChoice.requireWork(whole, config, scenarios);
        StressDocument.check(config, whole);
        RunBody run = RunDescription.of(config, started, server.version().orElse(null), whole);
        if (earlier != null) {
            earlier.requireSame(run);
        }
        MatrixPlan plan = earlier == null ? whole : whole.without(earlier.done());
        Preflight.Situation situation = new Preflight.Situation(
                config,
                started.kind(),
                started.config().localPort(),
                plan,
                models,
                run.hardwareProfile().chip(),
                run.hardwareProfile().ramBytes(),
                options.results());
        if (options.dryRun()) {
            DryRun.show(situation, run, started.config().baseUrl().toString());
            log.close();
            // One load stands for all: every further one would be a block of skipped tests below the plan.
            return new MatrixRun.Idle(
                    "dry run: nothing is measured", plan.loads().subList(0, 1));
        }
        PreflightCheck.pass(situation);
        ResultsFolder folder = earlier == null
                ? ResultsFolder.create(options.results(), options.runId(), clock.wallAnchor())
                : earlier.folder();
        int number = earlier == null ? FIRST_SESSION : earlier.nextSession();
        log.toFile(folder.log());
        started.files().forEach(file -> file.moveTo(folder.path()));
        Journal journal = Journal.open(folder, started.kind(), number, clock);
        SampleWriter samples = SampleWriter.open(folder, number);
        MemoryMonitor monitor = MemoryMonitor.start(
                clock, config.monitor().interval(), started.config().localPort(), samples::write);
        server.watchWorker(new MonitoredWorker(monitor::workerPid));
        if (earlier == null) {
            journal.append(run);
        } else {
            folder.makeLatest();
        }
        journal.append(new SessionBody(
                number,
                clock.wallAnchor().toString(),
                ProcessHandle.current().pid(),
                earlier == null ? null : folder.runId()));
        List<RunListener> listeners = listeners();
        RunBody first = earlier == null ? run : earlier.run();
        listeners.forEach(listener -> listener.runStarted(folder.path(), first));
        announce(config, started, plan, folder);
        if (earlier != null) {
            earlier.announce(number, plan, run);
        }
        return new MatrixRun.Measuring(new BenchmarkSession(
                new BenchmarkSession.SessionParts(
                        config,
                        clock,
                        server,
                        started.kind(),
                        started,
                        plan,
                        folder,
                        journal,
                        samples,
                        monitor,
                        listeners,
                        log,
                        DetachedReport::start,
                        options.strict()),
                earlier));
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

    private static Set<Format> formats(RunOptions options) {
        Set<Format> wanted = EnumSet.noneOf(Format.class);
        for (Format format : Format.values()) {
            if (options.wants(format)) {
                wanted.add(format);
            }
        }
        return wanted;
    }

    private static List<RunListener> listeners() {
        return ServiceLoader.load(RunListener.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static void announce(
            BenchmarkConfig config, ServerStarter.Started started, MatrixPlan plan, ResultsFolder folder) {
        String banner = banner(started);
        if (banner != null) {
            LOG.log(Level.INFO, "{0}\n{1}\n{0}", "=".repeat(78), banner);
        }
        LOG.log(
                Level.INFO,
                "{0} loads, {1} cells of {2} on the {3} server at {4}; results in {5}",
                plan.modelLoads(),
                plan.cells(),
                config.source(),
                started.kind().id(),
                started.config().baseUrl(),
                folder.path());
        if (started.kind() == ServerKind.LMSTUDIO) {
            LOG.log(Level.INFO, "Leave the machine alone while it runs: other programs are in every figure.");
        }
    }

    private static @Nullable String banner(ServerStarter.Started started) {
        String kind =
                switch (started.kind()) {
                    case LMSTUDIO -> null;
                    case EMBEDDED ->
                        "EMBEDDED SERVER: small models of random weights, run by llama.cpp. The engine, the memory"
                                + " and\nthe times are real, the models are not: this says nothing about your models.";
                    case SIMULATED -> "SIMULATED SERVER: every figure of this run is invented by a script.";
                };
        String notice = started.notice();
        return notice == null || kind == null ? kind : notice + "\n" + kind;
    }
}
