package io.github.mlxgguf.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.MatrixFixtures;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerKind;
import io.github.mlxgguf.trace.Format;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreflightTest {
    private static final int LOCAL = 1234;

    @Test
    void absentBuildsAreWarningsWithTheirCommandsEvenWhenAllAreAbsent() {
        assertThat(examine(ServerKind.LMSTUDIO, LOCAL, List.of()))
                .filteredOn(finding -> finding.level() != Finding.Level.OK)
                .containsExactly(
                        Finding.warning(
                                "model",
                                "Tiny: GGUF Q8_0 is not there, neither as tiny@q8_0 nor under the other key of the config",
                                "lms get tiny@q8_0 --gguf"),
                        Finding.warning(
                                "model", "Tiny: MLX 8bit is not there as tiny-mlx", "lms get tiny-mlx@8bit --mlx"));
    }

    @Test
    void onOurOwnServersNothingIsSaidAboutLmStudio() {
        for (ServerKind ours : List.of(ServerKind.EMBEDDED, ServerKind.SIMULATED)) {
            assertThat(examine(ours, LOCAL, List.of()))
                    .extracting(Finding::subject)
                    .containsExactly("power", "heat", "memory", "swap", "load", "priority", "results");
        }
    }

    @Test
    void theSizesOfWhatIsThereAreCompared() {
        assertThat(examine(ServerKind.LMSTUDIO, LOCAL, FakeMachine.mac().models))
                .contains(Finding.ok("sizes", "largest that fits: Tiny GGUF Q8_0 (1.3 GB) of 68.7 GB RAM"));
    }

    @Test
    void thisMachineDoesNotMatterToAServerElsewhere() {
        assertThat(examine(ServerKind.LMSTUDIO, 0, FakeMachine.mac().models))
                .extracting(Finding::subject)
                .containsExactly("machine", "results");
    }

    private static List<Finding> examine(ServerKind kind, int localPort, List<ModelEntry> models) {
        FakeMachine mac = FakeMachine.mac();
        BenchmarkConfig config = MatrixFixtures.config("");
        Preflight.Situation situation = new Preflight.Situation(
                config,
                kind,
                localPort,
                MatrixPlan.of(
                        config,
                        EnumSet.allOf(Format.class),
                        List.of(PlannedScenario.shared(ScenarioId.COLD_START)),
                        models),
                models,
                mac.machine.chip(),
                mac.machine.ramBytes(),
                Path.of("/u/suite/results"));
        return Preflight.examine(situation, mac.now, mac.results);
    }
}
