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
     * The routes of a server. Asks the tool, where there is one, for every build: the server's list tells neither the builds that
     * share an entry nor the machine that holds a model.
     *
     * @param models its list; of an empty one nothing is asked
     */
    public static LoadRoutes of(ToolAccess tool, List<ModelEntry> models) {
        CliProblem absence = tool.absence();
        return new LoadRoutes(
                tool.lmStudio(),
                absence == null ? null : new PlannedLoad.Missing(absence.reason(), absence.remedy()),
                models.isEmpty() ? List.of() : tool.builds());
    }
}
