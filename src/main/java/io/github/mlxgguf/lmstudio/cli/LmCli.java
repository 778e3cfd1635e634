package io.github.mlxgguf.lmstudio.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The {@code lms} tool, one method for each subcommand that the suite uses. Nothing is thrown: see {@link CliResult}.
 *
 * <p>{@code ls}, {@code ps}, {@code load}, {@code unload}, {@code runtime ls} and {@code log} <em>start</em> LM Studio's service if
 * none runs, which takes memory and up to 60 s; {@code server status} and {@code daemon status} do not. Every call opens a
 * connection whose listeners the app does not all forget, so call these at the edges of a phase only, and never in a loop.
 */
public final class LmCli {
    /** For calls that look and start nothing. */
    private static final Duration LOOK = Duration.ofSeconds(20);

    /** For calls that may start the service, for which the tool itself waits up to 60 s. */
    private static final Duration WAKE = Duration.ofSeconds(90);

    private final Path executable;
    private final CliRunner runner;

    /** The tool at a path; it is first run when it is first asked. */
    public LmCli(Path executable) {
        this.executable = executable;
        this.runner = new CliRunner(executable);
    }

    /** Where the tool is. */
    public Path executable() {
        return executable;
    }

    /**
     * What is loaded, by {@code ps --json}. May start the service. A copy is listed, as idle, while it still loads: no readiness
     * check.
     */
    public CliResult<List<CliInstance>> ps() {
        return ask(List.of("ps", "--json"), WAKE, CliModelParser::instances);
    }

    /** What is downloaded, by {@code ls --json}: one row for all builds of a catalogue model. May start the service. */
    public CliResult<List<CliModel>> ls() {
        return ask(List.of("ls", "--json"), WAKE, CliModelParser::models);
    }

    /**
     * What is downloaded, every build of a catalogue model with a row of its own: {@code ls --json} united with {@code ls --json
     * --variants}, which lists catalogue models only. A tool without {@code --variants} gives the plain list. May start the
     * service.
     */
    public CliResult<List<CliModel>> lsWithVariants() {
        return ls().then(plain -> {
            Map<String, CliModel> rows = new LinkedHashMap<>();
            plain.forEach(model -> rows.put(rowId(model), model));
            ask(List.of("ls", "--json", "--variants"), WAKE, CliModelParser::models)
                    .value()
                    .orElse(List.of())
                    .forEach(model -> rows.putIfAbsent(rowId(model), model));
            return new CliResult.Done<>(List.copyOf(rows.values()));
        });
    }

    /** The tool's own commit, by {@code version --json}; it says nothing of the app's version. */
    public CliResult<String> version() {
        return ask(List.of("version", "--json"), LOOK, StatusParser::version);
    }

    /** The installed engines, by {@code runtime ls}. May start the service. */
    public CliResult<List<CliRuntime>> runtimes() {
        return ask(List.of("runtime", "ls"), WAKE, RuntimeTableParser::parse);
    }

    /** LM Studio's service, by {@code daemon status}; starts nothing. */
    public CliResult<CliDaemon> daemonStatus() {
        return ask(List.of("daemon", "status", "--json"), LOOK, StatusParser::daemon)
                .then(status -> new CliResult.Done<>(withVersion(status)));
    }

    /** Starts LM Studio's service, by {@code daemon up}; does nothing to one that runs. */
    public CliResult<CliDaemon> daemonUp() {
        return ask(List.of("daemon", "up", "--json"), WAKE, StatusParser::daemon);
    }

    /** The HTTP server, by {@code server status}; starts nothing. */
    public CliResult<CliServer> serverStatus() {
        return ask(List.of("server", "status", "--json"), LOOK, StatusParser::server);
    }

    /**
     * Starts the HTTP server, by {@code server start}. The tool says success too if a server ran already, on whatever port: look
     * before and after.
     */
    public CliResult<String> serverStart(int port) {
        return ask(List.of("server", "start", "--port", Integer.toString(port)), WAKE, Optional::of);
    }

    /** Stops the HTTP server, by {@code server stop}; a problem if none runs. */
    public CliResult<String> serverStop() {
        return ask(List.of("server", "stop"), WAKE, Optional::of);
    }

    /**
     * Loads a model, by {@code load}, and returns what the tool printed. Never run it twice for one model: each run makes a copy,
     * and the tool ends well each time. What loaded must be looked up with {@link #ps()} by the identifier.
     *
     * <p>{@code --exact} compares the name with the model's <em>path</em>, which is the key for a catalogue model only.
     */
    public CliResult<String> load(LoadCommand command, Duration limit) {
        return ask(command.arguments(), limit, Optional::of);
    }

    /**
     * Unloads a copy, by {@code unload}. The tool ends well for an identifier that it does not know; that is a problem of kind
     * {@link CliProblem.Kind#MODEL_NOT_FOUND} here where its text says so. Look with {@link #ps()} if it matters.
     */
    public CliResult<String> unload(String identifier) {
        return run(List.of("unload", identifier), WAKE)
                .then(output -> saysNotFound(output.all())
                        ? new CliResult.Failed<>(problem(output))
                        : new CliResult.Done<>(output.stdout()));
    }

    /** Kills every run of the tool that is under way, from any thread; its caller gets {@link CliProblem.Kind#CANCELLED}. */
    public void cancelAll() {
        runner.cancelAll();
    }

    private CliDaemon withVersion(CliDaemon status) {
        if (!status.running() || status.version() != null) {
            return status;
        }
        return run(List.of("daemon", "status"), LOOK)
                .value()
                .flatMap(output -> StatusParser.versionInSentence(output.stdout()))
                .map(version -> new CliDaemon(true, status.pid(), status.daemon(), version))
                .orElse(status);
    }

    private <T> CliResult<T> ask(List<String> arguments, Duration limit, Function<String, Optional<T>> parser) {
        return run(arguments, limit).then(output -> parser.apply(output.stdout())
                .<CliResult<T>>map(CliResult.Done::new)
                .orElseGet(() -> CliResult.failed(
                        CliProblem.Kind.UNREADABLE,
                        "`" + output.command() + "` gave an answer that cannot be read: "
                                + CliText.excerpt(output.all()) + ".",
                        CliProblem.UPDATE)));
    }

    private CliResult<CliOutput> run(List<String> arguments, Duration limit) {
        return runner.run(arguments, limit)
                .then(output ->
                        output.exit() == 0 ? new CliResult.Done<>(output) : new CliResult.Failed<>(problem(output)));
    }

    private static CliProblem problem(CliOutput output) {
        String said = CliText.excerpt(output.stderr().isBlank() ? output.stdout() : output.stderr());
        String lower = output.all().toLowerCase(Locale.ROOT);
        String found = "`" + output.command() + "` ended with exit code " + output.exit() + ": " + said
                + (said.endsWith(".") ? "" : ".");
        if (lower.contains("unknown option")
                || lower.contains("unknown command")
                || lower.contains("unknown argument")) {
            return new CliProblem(CliProblem.Kind.UNSUPPORTED, found, CliProblem.UPDATE);
        }
        if (saysNotFound(lower)) {
            return new CliProblem(CliProblem.Kind.MODEL_NOT_FOUND, found, "`lms ls` and `lms ps` list what there is.");
        }
        if (lower.contains("insufficient system resources") || lower.contains("guardrail")) {
            return new CliProblem(
                    CliProblem.Kind.GUARDRAIL,
                    found,
                    "Close other programs, choose a smaller build, or relax the loading guardrails in LM Studio.");
        }
        return new CliProblem(
                CliProblem.Kind.FAILED, found, "LM Studio's log tells more: `lms log stream --source server`.");
    }

    private static boolean saysNotFound(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("model not found")
                || lower.contains("no model found")
                || lower.contains("cannot find a model")
                || lower.contains("cannot find model");
    }

    private static String rowId(CliModel model) {
        return model.modelKey().toLowerCase(Locale.ROOT) + "|" + model.device();
    }
}
