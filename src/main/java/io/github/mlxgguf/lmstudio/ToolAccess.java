package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.lmstudio.cli.CliDaemon;
import io.github.mlxgguf.lmstudio.cli.CliModel;
import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.lmstudio.cli.CliResult;
import io.github.mlxgguf.lmstudio.cli.CliRuntime;
import io.github.mlxgguf.lmstudio.cli.CliServer;
import io.github.mlxgguf.lmstudio.cli.LmCli;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The {@code lms} tool as far as it can be used with one server: it must be on this machine, and its server must be the one that
 * is measured.
 *
 * @param lmStudio whether the server is a real LM Studio, whose REST API cannot do what the tool can
 * @param cli the tool, or empty
 * @param absence why a real LM Studio's tool cannot be used, or null
 * @param version of the app or the headless service, or null
 */
public record ToolAccess(
        boolean lmStudio,
        Optional<LmCli> cli,
        @Nullable CliProblem absence,
        @Nullable String version) {

    /** A server of ours, or one whose REST API is all that is wanted. */
    public static ToolAccess notUsed() {
        return new ToolAccess(false, Optional.empty(), null, null);
    }

    /**
     * Looks whether the tool that was found belongs to the server. Runs {@code server status} and {@code daemon status}, which start
     * nothing.
     *
     * @param installation LM Studio on this machine
     */
    public static ToolAccess find(ServerKind kind, ServerConfig config, Optional<LmStudioInstallation> installation) {
        if (kind != ServerKind.LMSTUDIO) {
            return notUsed();
        }
        URI address = config.baseUrl();
        int port = config.localPort();
        if (port == 0) {
            return absent(
                    "The server at " + address + " is on another machine, whose models the lms tool here cannot load.",
                    "Run the benchmark on that machine.");
        }
        Optional<LmCli> found = installation.flatMap(LmStudioInstallation::lms).map(LmCli::new);
        if (found.isEmpty()) {
            return absent("The lms tool was found neither on the PATH nor in ~/.lmstudio/bin.", CliProblem.INSTALL);
        }
        LmCli cli = found.get();
        CliResult<CliServer> status = cli.serverStatus();
        if (status instanceof CliResult.Failed<CliServer> failed) {
            return new ToolAccess(true, Optional.empty(), failed.reason(), null);
        }
        CliServer server = status.value().orElseThrow();
        if (!server.running() || server.port() == null || server.port() != port) {
            return absent(
                    "The lms tool at " + cli.executable() + " belongs to another server than the one at " + address
                            + ": " + (server.running() ? "its own is at port " + server.port() : "its own does not run")
                            + ".",
                    "Name its server with -Dbench.baseUrl=http://127.0.0.1:PORT, or start it with `lms server start`.");
        }
        String version = cli.daemonStatus().value().map(CliDaemon::version).orElse(null);
        return new ToolAccess(true, found, null, version);
    }

    /** The root of LM Studio's processes by {@code daemon status}; empty without the tool or where it does not say. */
    public OptionalLong processId() {
        Long pid = cli.flatMap(tool -> tool.daemonStatus().value())
                .filter(CliDaemon::running)
                .map(CliDaemon::pid)
                .orElse(null);
        return pid == null ? OptionalLong.empty() : OptionalLong.of(pid);
    }

    /**
     * Every build that the tool knows, those included that share an entry of the server's list; empty without the tool. Builds on
     * other machines name their device. Runs {@code ls} twice.
     */
    public List<ModelEntry> builds() {
        return cli.flatMap(tool -> tool.lsWithVariants().value()).orElse(List.of()).stream()
                .map(ToolAccess::entry)
                .toList();
    }

    /** The engine that new loads of a format use, by {@code runtime ls}. */
    Optional<LmStudioServer.EngineInfo> selectedEngine(Format format) {
        return cli.flatMap(tool -> tool.runtimes().value()).orElse(List.of()).stream()
                .filter(runtime -> runtime.selected() && runtime.formats().contains(format))
                .findFirst()
                .map(ToolAccess::engine);
    }

    private static LmStudioServer.EngineInfo engine(CliRuntime runtime) {
        return new LmStudioServer.EngineInfo(runtime.name(), runtime.version(), "lms runtime ls");
    }

    private static ModelEntry entry(CliModel model) {
        return new ModelEntry(
                model.modelKey(),
                model.type() == null ? "llm" : model.type(),
                model.displayName(),
                model.architecture(),
                model.format(),
                model.quantization(),
                model.sizeBytes(),
                model.params(),
                model.maxContextLength(),
                List.of(),
                model.variants(),
                model.selectedVariant(),
                List.of(),
                new ModelEntry.Origin(model.publisher(), model.repository(), model.device()));
    }

    private static ToolAccess absent(String reason, String remedy) {
        return new ToolAccess(true, Optional.empty(), new CliProblem(CliProblem.Kind.NO_TOOL, reason, remedy), null);
    }
}
