package io.github.mlxgguf.doctor;

import io.github.mlxgguf.lmstudio.ToolAccess;
import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.plan.LoadRoutes;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.server.ModelEntry;
import java.util.List;

/** Which loads a server takes, and which only its tool makes: one answer for the doctor and for the run. */
public final class ServerRoutes {
    private ServerRoutes() {}

    /**
     * The routes of a server.
     *
     * @param models its list; only where builds share an entry is the tool asked for them
     */
    public static LoadRoutes of(ToolAccess tool, List<ModelEntry> models) {
        boolean shared = models.stream().anyMatch(model -> !model.variants().isEmpty());
        CliProblem absence = tool.absence();
        return new LoadRoutes(
                tool.lmStudio(),
                absence == null ? null : new PlannedLoad.Missing(absence.reason(), absence.remedy()),
                shared ? tool.builds() : List.of());
    }
}
