package io.github.mlxgguf.doctor;

import io.github.mlxgguf.lmstudio.LmStudioInstallation;
import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.lmstudio.cli.CliRuntime;
import io.github.mlxgguf.trace.Format;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** LM Studio's command-line tool and its engines. */
final class StudioFindings {
    private static final String COST =
            "builds that only it can load stay incomplete, and the engines' versions may stay unknown";

    private StudioFindings() {}

    /**
     * Whether the tool is there and works.
     *
     * @param problem why it does not, or null
     */
    static Finding lms(Optional<LmStudioInstallation> installation, @Nullable CliProblem problem) {
        Optional<String> path = installation.flatMap(LmStudioInstallation::lms).map(Object::toString);
        if (path.isEmpty()) {
            return Finding.warning("lms", "not on the PATH and not in ~/.lmstudio/bin: " + COST, CliProblem.INSTALL);
        }
        return problem == null
                ? Finding.ok("lms", path.get())
                : Finding.warning(
                        "lms", path.get() + " is of no use, so " + COST + ": " + problem.reason(), problem.remedy());
    }

    /** One line for each format of the matrix; nothing if the engines are unknown. */
    static List<Finding> engines(List<CliRuntime> engines, Collection<Format> formats) {
        List<Finding> findings = new ArrayList<>();
        boolean allTold = engines.stream().noneMatch(engine -> engine.formats().isEmpty());
        for (Format format : formats) {
            List<CliRuntime> able = engines.stream()
                    .filter(engine -> engine.formats().contains(format))
                    .toList();
            if (!able.isEmpty()) {
                findings.add(Finding.ok("engine", format.label() + ": " + names(able)));
            } else if (!engines.isEmpty() && allTold) {
                findings.add(Finding.warning(
                        "engine",
                        "none for " + format.label() + " is installed",
                        "Install one in LM Studio (Settings, Runtime)."));
            }
        }
        return findings;
    }

    /** The one that loads use, or all where the tool does not say which. */
    private static String names(List<CliRuntime> able) {
        List<CliRuntime> selected = able.stream().filter(CliRuntime::selected).toList();
        return (selected.isEmpty() ? able : selected)
                .stream()
                        .map(engine ->
                                engine.version() == null ? engine.name() : engine.name() + " " + engine.version())
                        .collect(Collectors.joining(", "));
    }
}
