package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.lmstudio.cli.CliInstance;
import io.github.mlxgguf.lmstudio.cli.CliModel;
import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.lmstudio.cli.CliResult;
import io.github.mlxgguf.lmstudio.cli.LmCli;
import io.github.mlxgguf.lmstudio.cli.LoadCommand;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadRequest;
import io.github.mlxgguf.server.LoadedBuild;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.TimeoutPhase;
import io.github.mlxgguf.trace.SessionClock;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Loads through the {@code lms} tool, and what the tool knows of a loaded instance that the REST API does not. */
final class ToolLoads {
    private static final Logger LOG = System.getLogger(ToolLoads.class.getName());

    /** Who the witness is, in records. */
    static final String WITNESS = "lms ps";

    private static final int UNIQUE_DIGITS = 8;

    private final LmCli cli;
    private final SessionClock clock;
    private final String prefix = "bench-" + UUID.randomUUID().toString().substring(0, UNIQUE_DIGITS) + "-";
    private final AtomicInteger loads = new AtomicInteger();

    ToolLoads(LmCli cli, SessionClock clock) {
        this.cli = cli;
        this.clock = clock;
    }

    /** Whether LM Studio's REST API cannot make this load: a catalogue variant, or a number of slots. */
    static boolean isNeededFor(LoadRequest request) {
        return request.variant() != null || request.config().parallel() != null;
    }

    /**
     * Loads under an identifier of our own, {@code bench-…}. The time is that of the run of the tool that loaded: the tool's own start
     * is in it, so it is never compared with a load by REST.
     *
     * @throws ServerFailure if it did not load; something may have come up all the same
     */
    LoadedModel load(LoadRequest request, Duration limit) {
        LoadConfig asked = request.config();
        String name = request.variant() == null ? request.modelKey() : request.variant();
        String identifier = prefix + loads.incrementAndGet();
        LoadCommand command = new LoadCommand(name, identifier, asked.contextLength(), asked.parallel(), true);
        long startNs = clock.nowNs();
        CliResult<String> result = cli.load(command, limit);
        LoadCommand second = result.problem().map(CliProblem::kind).orElse(null) == CliProblem.Kind.MODEL_NOT_FOUND
                ? otherSpelling(request, command)
                : null;
        if (second != null) {
            // The first run loaded nothing: it did not know the name.
            startNs = clock.nowNs();
            result = cli.load(second, limit);
        }
        long endNs = clock.nowNs();
        if (result instanceof CliResult.Failed<String> failed) {
            throw failure(request, failed.reason(), limit);
        }
        LOG.log(Level.DEBUG, "loaded {0} as {1} by the tool in {2} s", name, identifier, (endNs - startNs) / 1e9);
        return new LoadedModel(request.modelKey(), identifier, startNs, endNs, null, asked, LoadConfig.UNKNOWN, "cli");
    }

    /**
     * The same load with what {@code ps} says of it; as it is if {@code ps} cannot be asked, or does not show it and REST loaded it.
     *
     * @throws ServerFailure.LoadFailed if the tool loaded it and {@code ps} does not show it
     */
    LoadedModel witnessed(LoadedModel loaded) {
        CliResult<List<CliInstance>> ps = cli.ps();
        if (ps instanceof CliResult.Failed<List<CliInstance>> failed) {
            LOG.log(
                    Level.WARNING,
                    "No second witness for {0}: {1}",
                    loaded.instanceId(),
                    failed.reason().text());
            return loaded;
        }
        Optional<CliInstance> shown = find(ps, loaded.instanceId());
        if (shown.isEmpty() && loaded.via().equals("cli")) {
            throw new ServerFailure.LoadFailed("`lms load " + loaded.modelKey() + " --identifier " + loaded.instanceId()
                    + "` ended well, but `lms ps` does not show that identifier. `lms ps` lists what is loaded.");
        }
        return shown.map(instance -> loaded.seenBy(build(instance))).orElse(loaded);
    }

    /**
     * Unloads an instance that REST does not know, if {@code ps} shows it.
     *
     * @return whether it was there and is gone
     * @throws ServerFailure.Protocol if it is there still
     */
    boolean unloadIfShown(String identifier) {
        if (find(cli.ps(), identifier).isEmpty()) {
            return false;
        }
        CliResult<String> unload = cli.unload(identifier);
        // The tool ends well whatever it did, so its word is not enough.
        if (find(cli.ps(), identifier).isPresent()) {
            throw new ServerFailure.Protocol(
                    "Expected " + identifier + " to be unloaded, found it in `lms ps` after REST"
                            + " answered 404 and after `lms unload " + identifier + "`"
                            + unload.problem()
                                    .map(problem -> " (" + problem.reason() + ")")
                                    .orElse("")
                            + ". Unload it in LM Studio.");
        }
        return true;
    }

    /**
     * {@code --exact} compares with a model's path. A variant has none, so the tool must search for it, and tools that know variants
     * find exactly it; a plain key's path is in the list.
     */
    private @Nullable LoadCommand otherSpelling(LoadRequest request, LoadCommand command) {
        if (request.variant() != null) {
            return command.searched();
        }
        return cli.ls().value().orElse(List.of()).stream()
                .filter(model -> model.device() == null && model.modelKey().equalsIgnoreCase(command.name()))
                .map(CliModel::path)
                .filter(path -> path != null && !path.equals(command.name()))
                .findFirst()
                .map(command::named)
                .orElse(null);
    }

    private static Optional<CliInstance> find(CliResult<List<CliInstance>> ps, String identifier) {
        return ps.value().orElse(List.of()).stream()
                .filter(instance -> instance.identifier().equals(identifier))
                .findFirst();
    }

    private static LoadedBuild build(CliInstance instance) {
        CliModel model = instance.model();
        return new LoadedBuild(
                WITNESS,
                model.modelKey(),
                model.format(),
                model.quantization(),
                model.selectedVariant(),
                model.device(),
                new LoadConfig(instance.contextLength(), instance.parallel(), null, null, null, null));
    }

    private static ServerFailure failure(LoadRequest request, CliProblem problem, Duration limit) {
        String what = "Load " + (request.variant() == null ? request.modelKey() : request.variant());
        String message = what + " with the lms tool: " + problem.text();
        return switch (problem.kind()) {
            case MODEL_NOT_FOUND ->
                new ServerFailure.ModelNotFound(
                        request.variant() == null
                                ? message
                                : message + " Older tools know no variants. " + CliProblem.UPDATE);
            case GUARDRAIL -> new ServerFailure.LoadRefused(message);
            case TIMED_OUT ->
                new ServerFailure.TimedOut(
                        TimeoutPhase.LOAD,
                        limit,
                        what + " with the lms tool did not end. Raise server.timeouts.load if the disk is only slow",
                        new IOException(problem.reason()));
            case NO_TOOL, UNSUPPORTED, CANCELLED, FAILED, UNREADABLE -> new ServerFailure.LoadFailed(message);
        };
    }
}
