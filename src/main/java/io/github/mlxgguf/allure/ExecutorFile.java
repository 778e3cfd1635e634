package io.github.mlxgguf.allure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.record.RunBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code executor.json}: who ran the tests, and which run this was.
 *
 * <p>Allure's Maven plugin replaces it by one of its own that names Maven; Allure's command line shows it.
 */
final class ExecutorFile {
    static final String NAME = "executor.json";

    private final Map<String, String> environment;

    /** Reads the variables that GitHub Actions sets from this environment. */
    ExecutorFile(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The number that GitHub Actions gives the run; empty elsewhere. */
    Optional<Long> buildNumber() {
        String number = github("GITHUB_RUN_NUMBER");
        try {
            return number == null ? Optional.empty() : Optional.of(Long.parseLong(number));
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    void write(Path allureResults, String runId, long buildOrder, RunBody run) throws IOException {
        ResultsFile.write(allureResults.resolve(NAME), json(runId, buildOrder, run), StandardCharsets.UTF_8);
    }

    String json(String runId, long buildOrder, RunBody run) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode executor = mapper.createObjectNode();
        String server = github("GITHUB_SERVER_URL");
        String repository = github("GITHUB_REPOSITORY");
        String actionsRun = github("GITHUB_RUN_ID");
        if (server != null && repository != null && actionsRun != null) {
            String runner = github("RUNNER_NAME");
            executor.put("name", runner == null ? "GitHub Actions" : "GitHub Actions on " + runner)
                    .put("type", "github")
                    .put("url", server + "/" + repository)
                    .put("buildOrder", buildOrder)
                    .put("buildName", repository + " #" + buildOrder)
                    .put("buildUrl", server + "/" + repository + "/actions/runs/" + actionsRun);
        } else {
            executor.put("name", "mlx-gguf-bench on " + machine(run))
                    .put("type", "local")
                    .put("buildOrder", buildOrder)
                    .put("buildName", "run #" + buildOrder);
        }
        executor.put("reportName", runId);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(executor) + "\n";
    }

    private static String machine(RunBody run) {
        String chip = run.hardwareProfile().chip();
        return chip != null ? chip : run.os().name() + " (" + run.os().arch() + ")";
    }

    /** Null outside of GitHub Actions, and where the variable is empty. */
    private @Nullable String github(String variable) {
        String value = environment.get(variable);
        return "true".equals(environment.get("GITHUB_ACTIONS")) && value != null && !value.isEmpty() ? value : null;
    }
}
