package io.github.mlxgguf.config;

import io.github.mlxgguf.config.ServerConfig.Kind;
import io.github.mlxgguf.trace.Format;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for, by {@code -Dbench.*} system properties; it wins over the configuration file.
 *
 * @param server {@code bench.server}, or null if not given
 * @param baseUrl {@code bench.baseUrl}, or null if not given
 * @param quick {@code bench.quick}: one round only, so every comparison is provisional
 * @param pairs {@code bench.pairs}: names of pairs; empty means all
 * @param formats {@code bench.formats}; empty means all
 * @param scenarios {@code bench.scenarios}; empty means those that the file enables
 * @param config {@code bench.config}, or null if not given
 * @param script {@code bench.script}: what the simulated server plays, or null for the shipped script
 * @param results {@code bench.results}: the folder that holds the folders of the runs
 * @param runId {@code bench.runId}, or null if the suite shall make one
 * @param resume {@code bench.resume}: the id of the run to continue, or null
 * @param dryRun {@code bench.dryRun}: show the plan and measure nothing
 * @param strict {@code bench.strict}: a half that cannot run is a failure
 * @param verbose {@code bench.verbose}: requests, events and decisions on the console
 */
public record RunOptions(
        @Nullable Kind server,
        @Nullable URI baseUrl,
        boolean quick,
        List<String> pairs,
        Set<Format> formats,
        Set<ScenarioId> scenarios,
        @Nullable Path config,
        @Nullable Path script,
        Path results,
        @Nullable String runId,
        @Nullable String resume,
        boolean dryRun,
        boolean strict,
        boolean verbose) {

    /** All properties that mean something; the last four are read by the build and by other parts of the suite. */
    private static final List<String> KNOWN = List.of(
            "bench.server",
            "bench.baseUrl",
            "bench.quick",
            "bench.pairs",
            "bench.formats",
            "bench.scenarios",
            "bench.config",
            "bench.script",
            "bench.results",
            "bench.runId",
            "bench.resume",
            "bench.dryRun",
            "bench.strict",
            "bench.verbose",
            "bench.live",
            "bench.livePort",
            "bench.jvm.args",
            "bench.modelCache");

    /** The name of the link to the newest run. */
    private static final String LATEST = "latest";

    /** Copies the collections. */
    public RunOptions {
        pairs = List.copyOf(pairs);
        formats = Set.copyOf(formats);
        scenarios = Set.copyOf(scenarios);
    }

    /** The same without the names of pairs, which mean something only in the config of the server that is found. */
    public RunOptions withoutPairs() {
        return new RunOptions(
                server, baseUrl, quick, List.of(), formats, scenarios, config, script, results, runId, resume, dryRun,
                strict, verbose);
    }

    /** The same against another server; a null address leaves the file's. */
    public RunOptions onServer(Kind kind, @Nullable URI address) {
        return new RunOptions(
                kind, address, quick, pairs, formats, scenarios, config, script, results, runId, resume, dryRun, strict,
                verbose);
    }

    /** The same with another config file. */
    public RunOptions withConfig(Path file) {
        return new RunOptions(
                server, baseUrl, quick, pairs, formats, scenarios, file, script, results, runId, resume, dryRun, strict,
                verbose);
    }

    /** The same for other cells. */
    public RunOptions forCells(
            boolean oneRound, List<String> pairNames, Set<Format> wantedFormats, Set<ScenarioId> wantedScenarios) {
        return new RunOptions(
                server,
                baseUrl,
                oneRound,
                pairNames,
                wantedFormats,
                wantedScenarios,
                config,
                script,
                results,
                runId,
                resume,
                dryRun,
                strict,
                verbose);
    }

    /**
     * Reads the properties.
     *
     * @param properties the value of a property, or null if it is not set, for example {@code System::getProperty}
     * @throws ConfigException if a value is not allowed; lists all of them
     */
    public static RunOptions from(Function<String, @Nullable String> properties) {
        PropertyReader reader = new PropertyReader(properties);
        Path results = reader.path("bench.results");
        RunOptions options = new RunOptions(
                reader.choice("bench.server", Choices.SERVER_KINDS),
                reader.baseUrl("bench.baseUrl"),
                reader.flag("bench.quick"),
                reader.list("bench.pairs"),
                reader.choices("bench.formats", Choices.FORMATS),
                scenarios(reader),
                reader.path("bench.config"),
                reader.path("bench.script"),
                results == null ? Defaults.RESULTS_FOLDER : results,
                reader.folderName("bench.runId"),
                reader.folderName("bench.resume"),
                reader.flag("bench.dryRun"),
                reader.flag("bench.strict"),
                reader.flag("bench.verbose"));
        if (LATEST.equals(options.runId)) {
            reader.report("bench.runId", "found \"latest\", the link to the newest run; allowed: another name.");
        }
        if (options.runId != null && options.resume != null) {
            reader.report(
                    "bench.resume",
                    "found beside bench.runId; allowed: one of them, since a resumed run keeps its own id.");
        }
        LiveOptions.read(reader);
        reader.throwIfAny();
        return options;
    }

    /** Whether a scenario of that name exists is known to the run only, unless it is one of the suite's misspelled. */
    private static Set<ScenarioId> scenarios(PropertyReader reader) {
        List<String> builtIn = ScenarioId.BUILT_IN.stream().map(ScenarioId::id).toList();
        Set<ScenarioId> chosen = new LinkedHashSet<>();
        for (String name : reader.list("bench.scenarios")) {
            String suggestion = builtIn.contains(name) ? "" : Suggestion.sentence(name, builtIn);
            Optional<ScenarioId> id = suggestion.isEmpty() ? ScenarioId.parse(name) : Optional.empty();
            id.ifPresentOrElse(
                    chosen::add,
                    () -> reader.report(
                            "bench.scenarios",
                            "found \"" + name + "\"; allowed: " + String.join(", ", builtIn) + "." + suggestion));
        }
        return chosen;
    }

    /** One sentence for each name that starts with {@code bench.} and means nothing; empty if there is none. */
    public static List<String> unknownProperties(Set<String> names) {
        return new TreeSet<>(names)
                .stream()
                        .filter(name -> name.startsWith("bench.") && !KNOWN.contains(name))
                        .map(name -> "-D" + name + ": unknown property; allowed: " + String.join(", ", KNOWN) + "."
                                + Suggestion.sentence(name, KNOWN))
                        .toList();
    }

    /** Whether the user named a server that runs already, so that the embedded one must never take its place. */
    public boolean serverChosenByHand() {
        return baseUrl != null || server == Kind.LMSTUDIO;
    }

    /** Whether cells of this format are asked for. */
    public boolean wants(Format format) {
        return formats.isEmpty() || formats.contains(format);
    }

    /** Whether cells of this scenario are asked for; also of one that no file and no constant names. */
    public boolean wants(ScenarioId scenario) {
        return scenarios.isEmpty() || scenarios.contains(scenario);
    }

    /**
     * The configuration as these options change it: server, address, rounds, pairs and scenarios. Pairs that are named
     * turn discovery off; a scenario that is named runs even if the file disables it. Formats are left to the plan (see
     * {@link #wants}), because a pair keeps both its builds.
     *
     * @throws ConfigException if a name in {@code bench.pairs} is no pair of the configuration
     */
    public BenchmarkConfig applyTo(BenchmarkConfig base) {
        return new BenchmarkConfig(
                base.source(),
                base.digest(),
                base.text(),
                serverOf(base.server()),
                PairSelection.select(pairs, base),
                pairs.isEmpty() ? base.discover() : discoverNothing(base.discover()),
                base.load(),
                quick ? oneRound(base.run()) : base.run(),
                scenarios.isEmpty() ? base.scenarios() : base.scenarios().only(scenarios),
                base.monitor(),
                base.expect(),
                base.deployment(),
                base.report());
    }

    private ServerConfig serverOf(ServerConfig base) {
        return new ServerConfig(
                server == null ? base.kind() : server,
                baseUrl == null ? base.baseUrl() : baseUrl,
                base.apiToken(),
                base.resident(),
                base.manage(),
                base.timeouts());
    }

    private static DiscoverConfig discoverNothing(DiscoverConfig base) {
        return new DiscoverConfig(false, base.maxPairs(), base.smallestFirst());
    }

    private static RunConfig oneRound(RunConfig base) {
        return new RunConfig(
                1,
                base.warmup(),
                base.iterations(),
                base.cooldown(),
                base.seed(),
                base.maxOutputTokens(),
                base.temperature());
    }
}
