package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.doctor.Preflight;
import io.github.mlxgguf.doctor.ServerRoutes;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.lmstudio.ToolAccess;
import io.github.mlxgguf.monitor.KeepAwake;
import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.OrphanWorkers;
import io.github.mlxgguf.monitor.OrphanWorkers.OrphanWorker;
import io.github.mlxgguf.plan.Discovery;
import io.github.mlxgguf.plan.LoadRoutes;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.record.FolderLock;
import io.github.mlxgguf.record.Journal;
import io.github.mlxgguf.record.PhaseMemory;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunListener;
import io.github.mlxgguf.record.SampleWriter;
import io.github.mlxgguf.record.SessionBody;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.SessionClock;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The second half of an opening: the server answers, so the plan can be made; then a results folder, and a session that writes into it.
 *
 * @param earlier the run to go on with, or null for a new one
 * @param memory the machine as it was watched so far
 * @param undo takes back what is opened here, should anything fail
 */
record RunOpening(
        RunOptions options,
        @Nullable EarlierRun earlier,
        BenchLog log,
        SessionClock clock,
        ServerStarter.Started started,
        LmStudioServer server,
        ServerMemory memory,
        Undo undo) {
    private static final Logger LOG = System.getLogger(RunOpening.class.getName());
    private static final int FIRST_SESSION = 1;

    /**
     * Makes the plan, looks at everything that can be wrong, and begins; or shows the plan, for a dry run.
     *
     * @param configured the config, without what the server has besides
     */
    MatrixRun open(BenchmarkConfig configured, ToolAccess tool) {
        EarlierRun before = earlier;
        List<ModelEntry> models = options.dryRun()
                ? server.models()
                : ResidentModels.clear(server, configured.server().resident());
        LoadRoutes routes = ServerRoutes.of(tool, models);
        BenchmarkConfig config = Discovery.withDiscovered(configured, models, routes);
        MatrixPlan whole = plan(config, models, routes);
        RunBody run = RunDescription.of(config, started, server.version().orElse(null), whole);
        if (before != null) {
            before.requireSame(run);
        }
        MatrixPlan plan = before == null ? whole : whole.without(before.done());
        Preflight.Situation situation = new Preflight.Situation(
                config,
                started.kind(),
                started.config().localPort(),
                whole,
                models,
                run.hardwareProfile().chip(),
                run.hardwareProfile().ramBytes(),
                options.results());
        if (options.dryRun()) {
            DryRun.show(situation, plan, run, started.config().baseUrl().toString());
            log.close();
            // One load stands for all: every further one would be a block of skipped tests below the plan.
            return new MatrixRun.Idle(
                    "dry run: nothing is measured", plan.loads().subList(0, 1), Optional.empty());
        }
        WorkCheck.requireBuild(whole, config, started);
        if (before != null && plan.loads().stream().allMatch(load -> load.missing() != null)) {
            return nothingRunnable(before, plan);
        }
        PreflightCheck.pass(situation);
        return new MatrixRun.Measuring(begin(config, plan, run));
    }

    /** What is left of a resumed run cannot run here, as before. */
    private MatrixRun nothingRunnable(EarlierRun before, MatrixPlan plan) {
        String reason = "what is left of run " + before.folder().runId() + " cannot run here: "
                + plan.builds().stream()
                        .map(PlannedLoad::missing)
                        .filter(Objects::nonNull)
                        .map(missing -> missing.reason() + " Get it with: " + missing.remedy())
                        .distinct()
                        .collect(Collectors.joining(" "));
        if (options.strict()) {
            throw new SetupException(reason);
        }
        LOG.log(Level.INFO, "{0}", reason);
        return before.asItIs(reason, plan.loads().get(0), log);
    }

    private MatrixPlan plan(BenchmarkConfig config, List<ModelEntry> models, LoadRoutes routes) {
        // A resumed run names its scenarios here and not as a property, so JUnit has found the others too.
        List<PlannedScenario> scenarios = ScenarioFilter.selected().stream()
                .filter(scenario -> options.wants(scenario.id()))
                .toList();
        MatrixPlan plan = MatrixPlan.of(config, formats(), scenarios, models, routes);
        WorkCheck.requireCells(plan, config, scenarios);
        StressDocument.check(config, plan);
        return plan;
    }

    private BenchmarkSession begin(BenchmarkConfig config, MatrixPlan plan, RunBody run) {
        EarlierRun before = earlier;
        ResultsFolder folder = before == null
                ? ResultsFolder.create(options.results(), options.runId(), clock.wallAnchor())
                : before.folder();
        FolderLock lock = FolderLock.hold(folder);
        undo.add(lock);
        int number = before == null ? FIRST_SESSION : before.nextSession();
        KeptConfig.in(folder, config);
        log.toFile(folder.log());
        started.files().forEach(file -> file.moveTo(folder.path()));
        Journal journal = Journal.open(folder, started.kind(), number, clock);
        undo.add(journal);
        SampleWriter samples = SampleWriter.open(folder, number);
        undo.add(samples);
        undo.add(memory); // before the file that it writes to is closed; closing it twice does no harm
        server.watchWorker(new MonitoredWorker(memory.monitor()::workerPid));
        if (before == null) {
            journal.append(run);
        } else {
            folder.makeLatest();
        }
        List<RunListener> listeners = listeners();
        RunBody first = before == null ? run : before.run();
        listeners.forEach(listener -> listener.runStarted(folder.path(), first));
        announce(config, plan, folder);
        if (before != null) {
            before.announce(number, plan, run);
        }
        KeepAwake awake = KeepAwake.start();
        undo.add(awake);
        BenchmarkSession session = new BenchmarkSession(
                new SessionParts(
                        config,
                        clock,
                        server,
                        started.kind(),
                        started,
                        plan,
                        folder,
                        lock,
                        journal,
                        samples,
                        memory.monitor(),
                        awake,
                        listeners,
                        log,
                        DetachedReport::start,
                        options.strict()),
                before,
                SessionMachine.of(
                        run.hardwareProfile().ramBytes(),
                        MachineConditions.read(started.config().localPort())));
        undo.add(session::abandon);
        writeSession(session, number, before == null ? null : folder.runId());
        return session;
    }

    /** From here on an interrupt is answered by the session: it may take as long as a baseline. */
    private void writeSession(BenchmarkSession session, int number, @Nullable String resumedFrom) {
        try {
            List<PhaseMemory> idle = memory.withServerIdle(
                    session, session.config().scenarios().coldStart().baseline());
            // Only now: a worker that was just ending is no orphan.
            List<OrphanWorker> orphans = orphans();
            session.flags().orphansFound(orphans);
            session.append(new SessionBody(
                    number,
                    session.clock().wallAnchor().toString(),
                    ProcessHandle.current().pid(),
                    resumedFrom,
                    idle,
                    Conversions.orphans(orphans)));
            // Not before: samples of a session that left no record would pass for those of the session that comes next.
            session.flags().samplesBegin(clock.nowNs());
            memory.deliverTo(session::sampled);
        } catch (InterruptedRunException ended) {
            LOG.log(Level.DEBUG, "interrupted before the first load");
        }
    }

    private List<OrphanWorker> orphans() {
        int port = started.config().localPort();
        List<OrphanWorker> orphans = port > 0 ? OrphanWorkers.find(port) : List.of();
        if (!orphans.isEmpty()) {
            LOG.log(Level.WARNING, "{0}", Conversions.orphanWarning(orphans));
        }
        return orphans;
    }

    private Set<Format> formats() {
        Set<Format> wanted = EnumSet.noneOf(Format.class);
        for (Format format : Format.values()) {
            if (options.wants(format)) {
                wanted.add(format);
            }
        }
        return wanted;
    }

    /** Who is told about runs. */
    static List<RunListener> listeners() {
        return ServiceLoader.load(RunListener.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private void announce(BenchmarkConfig config, MatrixPlan plan, ResultsFolder folder) {
        String banner = banner();
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

    private @Nullable String banner() {
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
