package io.github.mlxgguf.doctor;

import io.github.mlxgguf.lmstudio.AppBundle;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.lmstudio.cli.CliDaemon;
import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.lmstudio.cli.CliResult;
import io.github.mlxgguf.lmstudio.cli.CliRuntime;
import io.github.mlxgguf.lmstudio.cli.LmCli;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What LM Studio tells only outside its REST API.
 *
 * @param version with where it is from, or null if nobody tells
 * @param engines installed ones; empty if they could not be asked for
 * @param toolProblem why the {@code lms} tool that was found is of no use, or null
 */
public record StudioFacts(
        @Nullable String version,
        List<CliRuntime> engines,
        @Nullable CliProblem toolProblem) {
    /** Copies the list. */
    public StudioFacts {
        engines = List.copyOf(engines);
    }

    /** Asks the tool, or the app's bundle. Starts nothing: engines are asked for only where the tool's service runs. */
    static StudioFacts of(LmStudioInstallation installation) {
        return of(installation.lms().map(LmCli::new), AppBundle::version);
    }

    static StudioFacts of(Optional<LmCli> lms, Supplier<Optional<String>> appVersion) {
        CliDaemon daemon = null;
        CliProblem problem = null;
        List<CliRuntime> engines = List.of();
        if (lms.isPresent()) {
            CliResult<CliDaemon> status = lms.get().daemonStatus();
            daemon = status.value().filter(CliDaemon::running).orElse(null);
            problem = status.problem().orElse(null);
            if (daemon != null) {
                engines = lms.get().runtimes().value().orElse(List.of());
            }
        }
        if (daemon != null && daemon.version() != null) {
            return new StudioFacts(daemon.version() + " (lms daemon status)", engines, problem);
        }
        String app = appVersion
                .get()
                .map(version -> version + " (the installed app)")
                .orElse(null);
        return new StudioFacts(app, engines, problem);
    }
}
