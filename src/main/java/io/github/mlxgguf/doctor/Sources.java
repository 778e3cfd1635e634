package io.github.mlxgguf.doctor;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.Identification;
import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.lmstudio.LmStudioServer;
import io.github.mlxgguf.lmstudio.ServerIdentifier;
import io.github.mlxgguf.lmstudio.ToolAccess;
import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.monitor.MachineInfo;
import io.github.mlxgguf.plan.LoadRoutes;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.SessionClock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Where the examination gets its facts; each is asked at most once, and only where its answer bears on the run.
 *
 * @param environment for {@code ${NAME}} in the config
 * @param conditions of this machine, by the port of a server on it, or 0
 * @param identify what stands at the config's address
 * @param models what a server has; may throw a {@link io.github.mlxgguf.server.ServerFailure}
 * @param routes which loads only the {@code lms} tool makes, by the kind of the server and its models; runs the tool
 * @param studio what an installed LM Studio tells outside its REST API; only asked while it runs on this machine
 * @param results what the place for results is like
 */
public record Sources(
        Map<String, String> environment,
        Supplier<MachineInfo> machine,
        Supplier<JavaRuntime> java,
        IntFunction<MachineConditions> conditions,
        Function<ServerConfig, Identification> identify,
        Function<ServerConfig, List<ModelEntry>> models,
        RouteFinder routes,
        Supplier<Optional<LmStudioInstallation>> installation,
        Function<LmStudioInstallation, StudioFacts> studio,
        Function<Path, ResultsPlace> results) {

    /** Finds out how a server's models can be loaded. */
    @FunctionalInterface
    public interface RouteFinder {
        LoadRoutes of(ServerKind kind, ServerConfig config, List<ModelEntry> models);
    }

    /** This machine. */
    public static Sources ofThisMachine(Map<String, String> environment, Path home) {
        return new Sources(
                environment,
                MachineInfo::read,
                JavaRuntime::current,
                MachineConditions::read,
                ServerIdentifier::identify,
                Sources::models,
                (kind, config, models) -> ServerRoutes.of(
                        ToolAccess.find(kind, config, LmStudioInstallation.find(environment, home)), models),
                () -> LmStudioInstallation.find(environment, home),
                StudioFacts::of,
                ResultsPlace::of);
    }

    private static List<ModelEntry> models(ServerConfig config) {
        try (LmStudioServer server = new LmStudioServer(config, SessionClock.start())) {
            return server.models();
        }
    }
}
