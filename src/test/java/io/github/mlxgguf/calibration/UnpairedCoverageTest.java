package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.calibration.UnpairedCoverage.Case;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The short form of the unpaired lines of {@link IntervalCalibration}: fewer seeds, so bounds as wide as that many seeds demand. */
class UnpairedCoverageTest {
    private static final int SEEDS = 400;

    /** Three standard errors of a share of 95 % among so many seeds, in per cent. */
    private static final double ALLOWED = 3 * 100 * Math.sqrt(0.95 * 0.05 / SEEDS);

    @ParameterizedTest
    @EnumSource
    void theIntervalHoldsTheTruthAsOftenAsItSays(Case noise) {
        UnpairedCoverage coverage = UnpairedCoverage.of(noise, SEEDS);

        assertThat(coverage.percentCovered()).isBetween(95 - ALLOWED, 95 + ALLOWED);
        assertThat(coverage.percentFalseChanges()).isLessThanOrEqualTo(5 + ALLOWED);
    }
}
