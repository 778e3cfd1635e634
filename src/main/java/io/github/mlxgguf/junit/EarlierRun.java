package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.PairConfig;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.config.VariantConfig;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.plan.ResumeCheck;
import io.github.mlxgguf.record.CellKey;
import io.github.mlxgguf.record.CellValidity;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.PlannedCell;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Architecture;
import io.github.mlxgguf.trace.Format;
import io.github.mlxgguf.trace.Side;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A run that is to go on.
 *
 * @param run its first record
 * @param done the cells that have a valid result
 */
record EarlierRun(ResultsFolder folder, RunData data, RunBody run, Set<CellKey> done) {
    private static final Logger LOG = System.getLogger(EarlierRun.class.getName());

    /**
     * Opens it.
     *
     * @throws io.github.mlxgguf.record.ResultsException if there is no such run, or it is still going on
     * @throws SetupException if its first record is lost, without which nobody knows what was planned
     */
    static EarlierRun open(RunOptions options) {
        ResultsFolder folder = ResultsFolder.open(options.results(), Objects.requireNonNull(options.resume()));
        RunData data = RunReader.read(folder.path());
        RunBody run = data.run()
                .orElseThrow(() -> new SetupException("run '" + folder.runId()
                        + "' cannot go on: its first record, which says what was planned, cannot be read. Start a new"
                        + " run without -Dbench.resume."));
        return new EarlierRun(folder, data, run, data.validCells());
    }

    /** Whether every cell of the plan has a valid result. */
    boolean isDone() {
        return run.plan().stream().map(CellKey::of).allMatch(done::contains);
    }

    /**
     * Ends without measuring, because nothing is left that could be measured; the report is made anew, for there may be a newer suite.
     *
     * @param reason why every cell is skipped
     * @param shown a load that JUnit shows
     */
    MatrixRun.Idle asItIs(String reason, PlannedLoad shown, BenchLog log) {
        RunOpening.listeners().forEach(listener -> listener.runFinished(folder.path()));
        log.close();
        return new MatrixRun.Idle(reason, List.of(shown), Optional.of(folder.path()));
    }

    /** The session that has a cell's valid result. */
    Optional<Integer> sessionOf(CellKey cell) {
        return data.of(ScenarioBody.class).stream()
                .filter(entry -> entry.body() instanceof ScenarioBody ended
                        && CellValidity.isValid(ended)
                        && CellKey.of(ended).equals(cell))
                .map(entry -> entry.envelope().session())
                .findFirst();
    }

    /** A load of the plan as JUnit shows it where nothing is loaded. */
    PlannedLoad shown() {
        RunBody.PairInfo pair = run.pairs().get(0);
        Architecture architecture = Architecture.fromId(pair.architecture()).orElse(Architecture.DENSE);
        PairConfig.Varies varies = pair.varies().equals(PairConfig.Varies.QUANTIZATION.id())
                ? PairConfig.Varies.QUANTIZATION
                : PairConfig.Varies.FORMAT;
        PairConfig config =
                new PairConfig(pair.name(), architecture, varies, variant(pair.baseline()), variant(pair.candidate()));
        return new PlannedLoad(config, Side.BASELINE, 1, null, null);
    }

    private static VariantConfig variant(RunBody.VariantInfo variant) {
        return new VariantConfig(
                Format.fromId(variant.format()).orElse(Format.GGUF),
                variant.label(),
                variant.modelKey() == null ? List.of() : List.of(variant.modelKey()),
                variant.quantization());
    }

    /** Number of the session that goes on with it. */
    int nextSession() {
        return data.lastSession() + 1;
    }

    /** The options with the run's own server, so that they need not be given again; what is given stays. */
    RunOptions withServer(RunOptions options) {
        ServerConfig.Kind kind = ServerConfig.Kind.valueOf(run.server().kind().toUpperCase(Locale.ROOT));
        boolean chosen = options.server() != null || options.baseUrl() != null;
        URI address = ServerKind.LMSTUDIO.id().equals(run.server().kind())
                ? URI.create(run.server().baseUrl())
                : null;
        return chosen ? options : options.onServer(kind, address);
    }

    /** The options with the run's own choice of cells, where they choose nothing and the config has more. */
    RunOptions withCells(RunOptions options, BenchmarkConfig whole) {
        List<String> known = whole.pairs().stream().map(PairConfig::name).toList();
        List<String> pairs = distinct(PlannedCell::pair);
        boolean narrowed = known.containsAll(pairs) && pairs.size() < known.size();
        Set<Format> formats = distinct(PlannedCell::format).stream()
                .flatMap(id -> Format.fromId(id).stream())
                .collect(Collectors.toSet());
        Set<ScenarioId> scenarios = distinct(PlannedCell::scenario).stream()
                .flatMap(id -> ScenarioId.parse(id).stream())
                .collect(Collectors.toSet());
        return options.forCells(
                options.quick() || (run.settings().rounds() == 1 && whole.run().rounds() != 1),
                options.pairs().isEmpty() && narrowed ? pairs : options.pairs(),
                options.formats().isEmpty() ? formats : options.formats(),
                options.scenarios().isEmpty() ? scenarios : options.scenarios());
    }

    /**
     * Refuses to go on as something else.
     *
     * @param now what the first record would be if the run began now
     * @throws SetupException naming every difference and its cure
     */
    void requireSame(RunBody now) {
        List<String> differences = ResumeCheck.differences(run, now);
        if (!differences.isEmpty()) {
            throw new SetupException(differences.stream()
                    .collect(Collectors.joining(
                            "\n  ",
                            "run '" + folder.runId() + "' cannot go on, because this would be another experiment:\n  ",
                            "\n  Or start a new run without -Dbench.resume.")));
        }
    }

    /**
     * Says where the run stands.
     *
     * @param session the number of the session that goes on
     * @param left what it has to do
     */
    void announce(int session, MatrixPlan left, RunBody now) {
        LOG.log(
                Level.INFO,
                "Session {0} of run {1}: {2} of {3} cells have a valid result, {4} are left",
                session,
                folder.runId(),
                done.size(),
                run.plan().size(),
                left.cells());
        ResumeCheck.notes(run, now).forEach(note -> LOG.log(Level.INFO, "Since the run began: {0}", note));
    }

    /** Why an engine is another one than before; null if it is not, or it is not known. */
    @Nullable
    String otherEngine(EngineBody now) {
        Optional<String> before = data.bodies(EngineBody.class).stream()
                .filter(engine -> engine.format().equals(now.format()) && engine.engineVersion() != null)
                .map(EarlierRun::name)
                .filter(name -> !name.equals(name(now)))
                .findFirst();
        return now.engineVersion() == null || before.isEmpty()
                ? null
                : "run '" + folder.runId() + "' cannot go on: the engine of " + now.format() + " was " + before.get()
                        + ", is " + name(now)
                        + ". Choose the former one in LM Studio, or start a new run without -Dbench.resume.";
    }

    private static String name(EngineBody engine) {
        return engine.engineName() + " " + engine.engineVersion();
    }

    private List<String> distinct(Function<PlannedCell, String> name) {
        return run.plan().stream().map(name).distinct().toList();
    }
}
