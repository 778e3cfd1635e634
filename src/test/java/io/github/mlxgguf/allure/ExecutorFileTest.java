package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorFileTest {
    private static final Map<String, String> ACTIONS = Map.of(
            "GITHUB_ACTIONS", "true",
            "GITHUB_SERVER_URL", "https://github.com",
            "GITHUB_REPOSITORY", "someone/bench",
            "GITHUB_RUN_ID", "987654",
            "GITHUB_RUN_NUMBER", "41",
            "RUNNER_NAME", "mac-studio");

    @Test
    void onOnesOwnMachineItNamesTheChip() throws IOException {
        ExecutorFile executor = new ExecutorFile(Map.of());

        assertThat(executor.buildNumber()).isEmpty();
        assertThat(executor.json("20261101-120000", 3, RunBodies.on("lmstudio", null)))
                .isEqualTo("""
                        {
                          "name" : "mlx-gguf-bench on Apple M3 Max",
                          "type" : "local",
                          "buildOrder" : 3,
                          "buildName" : "run #3",
                          "reportName" : "20261101-120000"
                        }
                        """);
    }

    @Test
    void inGitHubActionsItLinksTheRun() throws IOException {
        ExecutorFile executor = new ExecutorFile(ACTIONS);

        assertThat(executor.buildNumber()).contains(41L);
        assertThat(executor.json("20261101-120000", 41, RunBodies.on("lmstudio", null)))
                .isEqualTo("""
                        {
                          "name" : "GitHub Actions on mac-studio",
                          "type" : "github",
                          "url" : "https://github.com/someone/bench",
                          "buildOrder" : 41,
                          "buildName" : "someone/bench #41",
                          "buildUrl" : "https://github.com/someone/bench/actions/runs/987654",
                          "reportName" : "20261101-120000"
                        }
                        """);
    }

    @Test
    void variablesOutsideOfActionsSayNothing() throws IOException {
        ExecutorFile executor = new ExecutorFile(Map.of("GITHUB_RUN_NUMBER", "41"));

        assertThat(executor.buildNumber()).isEmpty();
        assertThat(new ExecutorFile(Map.of("GITHUB_ACTIONS", "true", "GITHUB_RUN_NUMBER", "x")).buildNumber())
                .isEmpty();
        assertThat(executor.json("r", 1, RunBodies.on("lmstudio", null))).contains("\"local\"");
    }
}
