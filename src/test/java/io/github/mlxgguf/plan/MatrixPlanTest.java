package io.github.mlxgguf.plan;

import static io.github.mlxgguf.plan.MatrixFixtures.config;
import static io.github.mlxgguf.plan.MatrixFixtures.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.trace.Format;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatrixPlanTest {
    private static final List<ModelEntry> BOTH =
            List.of(model("tiny", Format.GGUF, "Q8_0"), model("tiny-mlx", Format.MLX, "8bit"));
    private static final Set<Format> ALL = EnumSet.allOf(Format.class);
    private static final List<PlannedScenario> TWO = Stream.of(ScenarioId.COLD_START, ScenarioId.SIMPLE_GENERATION)
            .map(PlannedScenario::shared)
            .toList();

    @Test
    void theOrderIsCounterbalancedOverTheRounds() {
        MatrixPlan plan = MatrixPlan.of(config("run: {rounds: 3}"), ALL, TWO, BOTH);

        assertThat(plan.loads())
                .extracting(PlannedLoad::label)
                .containsExactly(
                        "Tiny · GGUF · round 1",
                        "Tiny · MLX · round 1",
                        "Tiny · MLX · round 2",
                        "Tiny · GGUF · round 2",
                        "Tiny · GGUF · round 3",
                        "Tiny · MLX · round 3");
        assertThat(plan.cells()).isEqualTo(12);
        assertThat(plan.plannedCells()).hasSize(12).allMatch(cell -> cell.runnable() && cell.reason() == null);
    }

    @Test
    void anAbsentHalfStaysInThePlanWithItsCure() {
        MatrixPlan plan =
                MatrixPlan.of(config("run: {rounds: 1}"), ALL, TWO, List.of(model("TINY", Format.GGUF, "q8_0")));

        assertThat(plan.loads().get(0).missing()).isNull();
        assertThat(plan.loads().get(1).missing())
                .isEqualTo(new PlannedLoad.Missing(
                        "The MLX build (8bit) was looked for as tiny-mlx; none of these is in the server's list.",
                        "lms get tiny-mlx@8bit --mlx"));
        assertThat(plan.plannedCells()).filteredOn(cell -> !cell.runnable()).hasSize(2);
    }

    @Test
    void aKeyThatHidesAnotherBuildIsNotTaken() {
        MatrixPlan plan = MatrixPlan.of(
                config("run: {rounds: 1}"),
                ALL,
                TWO,
                List.of(model("tiny", Format.GGUF, "Q4_K_M"), model("tiny-mlx", Format.GGUF, "8bit")));

        assertThat(plan.loads())
                .extracting(load -> load.missing() == null ? "" : load.missing().reason())
                .containsExactly(
                        "The GGUF build (Q8_0) was looked for as tiny@q8_0, tiny; tiny is quantised as Q4_K_M, not Q8_0.",
                        "The MLX build (8bit) was looked for as tiny-mlx; tiny-mlx is a GGUF build, not MLX.");
    }

    @Test
    void theFirstKeyThatFitsWins() {
        MatrixPlan plan = MatrixPlan.of(
                config("run: {rounds: 1}"),
                ALL,
                TWO,
                List.of(
                        model("tiny", Format.GGUF, "Q8_0"),
                        model("tiny@q8_0", Format.GGUF, "Q8_0"),
                        model("tiny-mlx", Format.MLX, "8bit")));

        assertThat(plan.loads().get(0).model()).extracting(ModelEntry::key).isEqualTo("tiny@q8_0");
    }

    @Test
    void formatsNarrowThePlan() {
        MatrixPlan plan = MatrixPlan.of(config("run: {rounds: 2}"), EnumSet.of(Format.MLX), TWO, BOTH);

        assertThat(plan.loads())
                .extracting(PlannedLoad::label)
                .containsExactly("Tiny · MLX · round 1", "Tiny · MLX · round 2");
    }
}
