package io.github.mlxgguf.plan;

import io.github.mlxgguf.plan.PlannedLoad.Missing;
import io.github.mlxgguf.server.ModelEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How the server's models can be loaded. LM Studio's REST API loads plain keys; a catalogue variant and a number of slots need the
 * {@code lms} tool.
 *
 * @param slotsNeedTool whether {@code load.parallel} needs the tool; a server of ours takes it by REST
 * @param withoutTool why there is no tool and what to do about it, or null if there is one or none is needed
 * @param builds what the tool knows of every build, those included that share an entry of the server's list, and those on other
 *     machines; may be empty
 */
public record LoadRoutes(boolean slotsNeedTool, @Nullable Missing withoutTool, List<ModelEntry> builds) {
    /** Copies the list. */
    public LoadRoutes {
        builds = List.copyOf(builds);
    }

    /** Nothing needs the tool. */
    public static LoadRoutes restForAll() {
        return new LoadRoutes(false, null, List.of());
    }

    /** What the tool knows of a build on this machine. */
    Optional<ModelEntry> build(String key) {
        return rows(key).filter(build -> build.origin().device() == null).findFirst();
    }

    /** The other machine that holds a model which this one does not have (LM Link), or null. */
    @Nullable
    String otherMachine(String key) {
        if (build(key).isPresent()) {
            return null;
        }
        return rows(key).map(build -> build.origin().device()).findFirst().orElse(null);
    }

    private Stream<ModelEntry> rows(String key) {
        return builds.stream().filter(build -> build.key().equalsIgnoreCase(key));
    }
}
