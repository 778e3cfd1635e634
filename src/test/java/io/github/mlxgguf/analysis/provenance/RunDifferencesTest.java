package io.github.mlxgguf.analysis.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.Engine;
import io.github.mlxgguf.analysis.summary.RunSummary.Provenance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunDifferencesTest {
    private static final RunSummary RUN =
            RunAnalysis.of(RunFixture.threeRounds().data()).summary();

    @Test
    void aRunDiffersFromItselfInNothing() {
        assertThat(RUN.provenance().hardwareProfile()).isNotNull();
        assertThat(RunDifferences.between(RUN, RUN)).isEmpty();
    }

    @Test
    void anotherEngineIsNamedWithItsFormatAndBothVersions() {
        assertThat(RunDifferences.between(with("1.1.0"), with("1.2.0")))
                .extracting(RunDifference::sentence)
                .containsExactly("engine mlx: mlx-llm 1.1.0, then mlx-llm 1.2.0");
    }

    @Test
    void anEngineThatIsNotKnownIsNoEqualOne() {
        assertThat(RunDifferences.between(with("1.1.0"), with(null)))
                .extracting(RunDifference::sentence)
                .containsExactly("engine mlx: mlx-llm 1.1.0, then mlx-llm");
        assertThat(RunDifferences.between(with("1.1.0"), engines(List.of())))
                .extracting(RunDifference::sentence)
                .containsExactly("engine mlx: mlx-llm 1.1.0, then unknown");
    }

    private static RunSummary with(@Nullable String version) {
        return engines(List.of(new Engine("mlx", "mlx-llm", version)));
    }

    private static RunSummary engines(List<Engine> engines) {
        Provenance known = RUN.provenance();
        return new RunSummary(
                RUN.schemaVersion(),
                RUN.runId(),
                RUN.notice(),
                RUN.server(),
                new Provenance(
                        known.started(),
                        known.suiteVersion(),
                        known.gitCommit(),
                        known.serverVersion(),
                        known.configDigest(),
                        known.hardwareProfile(),
                        known.os(),
                        known.settings(),
                        engines,
                        List.of()),
                RUN.flags(),
                RUN.pairs(),
                RUN.implausible(),
                RUN.deployments());
    }
}
