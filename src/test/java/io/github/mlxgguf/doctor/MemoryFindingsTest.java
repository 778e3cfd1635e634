package io.github.mlxgguf.doctor;

import static io.github.mlxgguf.doctor.FakeMachine.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.monitor.MachineConditions;
import io.github.mlxgguf.plan.MatrixFixtures;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.trace.Format;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryFindingsTest {
    private static final String APPLE = "Apple M2";
    private static final long RAM = 48 * Sizes.GB;
    private static final String SMALLER =
            "Choose a smaller quantisation, or leave the pair out by naming the others with -Dbench.pairs";

    @Test
    void aBuildMayTakeAllButFourGigabytes() {
        assertThat(of(44 * Sizes.GB, null, null, null))
                .containsExactly(Finding.ok("sizes", "largest that fits: Tiny GGUF Q8_0 (44.0 GB) of 48.0 GB RAM"));
        assertThat(of(44 * Sizes.GB + 1, null, null, null))
                .first()
                .isEqualTo(Finding.warning(
                        "sizes",
                        "Tiny GGUF Q8_0 (44.0 GB) is too large for 48.0 GB of RAM, of which 4.0 GB stay for the rest",
                        SMALLER + "."));
    }

    @Test
    void theOtherBuildIsStillTold() {
        assertThat(of(60 * Sizes.GB, null, null, null))
                .hasSize(2)
                .last()
                .isEqualTo(Finding.ok("sizes", "largest that fits: Tiny MLX 8bit (1.0 GB) of 48.0 GB RAM"));
    }

    @Test
    void theGpuOfAnAppleChipMayHoldLess() {
        assertThat(of(31 * Sizes.GB, APPLE, 30 * Sizes.GB, null))
                .first()
                .isEqualTo(Finding.warning(
                        "sizes",
                        "Tiny GGUF Q8_0 (31.0 GB) is over the GPU's limit of 30.0 GB",
                        SMALLER + ", or let the GPU have more: sudo sysctl iogpu.wired_limit_mb=33378"));
        assertThat(of(30 * Sizes.GB, APPLE, 30 * Sizes.GB, null)).allMatch(MemoryFindingsTest::isOk);
        assertThat(of(31 * Sizes.GB, "Other chip", 30 * Sizes.GB, null)).allMatch(MemoryFindingsTest::isOk);
    }

    @Test
    void itsDefaultLimitIsOnlyGuessedAt() {
        assertThat(of(32 * Sizes.GB, APPLE, 0L, null)).allMatch(MemoryFindingsTest::isOk);
        assertThat(of(32 * Sizes.GB + 1, APPLE, 0L, null)).first().satisfies(finding -> assertThat(finding.found())
                .isEqualTo("Tiny GGUF Q8_0 (32.0 GB) may be over the GPU's default limit, two thirds to 80 % of"
                        + " 48.0 GB"));
        assertThat(of(40 * Sizes.GB, APPLE, null, null)).allMatch(MemoryFindingsTest::isOk);
    }

    @Test
    void whatFitsMayNotFitNow() {
        assertThat(of(20 * Sizes.GB, null, null, 10 * Sizes.GB))
                .containsExactly(Finding.warning(
                        "sizes",
                        "Tiny GGUF Q8_0 (20.0 GB) fits 48.0 GB of RAM, but only 10.0 GB are available now",
                        "Close other programs."));
    }

    @Test
    void unknownMemoryIsNotCompared() {
        assertThat(MemoryFindings.of(plan(Sizes.GB), null, null, MachineConditions.unknown()))
                .containsExactly(Finding.ok("sizes", "not compared with the RAM, which is unknown on this system"));
    }

    @Test
    void withoutABuildThereIsNothingToSay() {
        MatrixPlan nothing = MatrixPlan.of(
                MatrixFixtures.config(""),
                EnumSet.allOf(Format.class),
                List.of(PlannedScenario.shared(ScenarioId.COLD_START)),
                List.of());

        assertThat(MemoryFindings.of(nothing, null, RAM, MachineConditions.unknown()))
                .isEmpty();
    }

    private static boolean isOk(Finding finding) {
        return finding.level() == Finding.Level.OK;
    }

    private static List<Finding> of(
            long ggufBytes, @Nullable String chip, @Nullable Long gpuLimit, @Nullable Long available) {
        return MemoryFindings.of(
                plan(ggufBytes),
                chip,
                RAM,
                new MachineConditions(null, null, null, null, null, available, null, gpuLimit, null, 8, null, null));
    }

    private static MatrixPlan plan(long ggufBytes) {
        return MatrixPlan.of(
                MatrixFixtures.config(""),
                EnumSet.allOf(Format.class),
                List.of(PlannedScenario.shared(ScenarioId.COLD_START)),
                List.of(
                        model("tiny", Format.GGUF, "Q8_0", ggufBytes),
                        model("tiny-mlx", Format.MLX, "8bit", Sizes.GB)));
    }
}
