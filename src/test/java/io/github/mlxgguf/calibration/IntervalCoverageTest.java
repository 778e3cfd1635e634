package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short form of {@link IntervalCalibration}: fewer seeds, so bounds as wide as that many seeds demand. */
class IntervalCoverageTest {
    private static final int SEEDS = 400;

    /** Three standard errors of a share of 95 % among so many seeds, in per cent. */
    private static final double ALLOWED = 3 * 100 * Math.sqrt(0.95 * 0.05 / SEEDS);

    @ParameterizedTest(name = "{0}, {1} loads")
    @CsvSource({
        "INDEPENDENT, 3, paired_t",
        "INDEPENDENT, 6, block_bootstrap",
        "INDEPENDENT, 10, block_bootstrap",
        "BETWEEN_LOADS, 3, paired_t",
        "BETWEEN_LOADS, 6, block_bootstrap",
        "BETWEEN_LOADS, 10, block_bootstrap"
    })
    void theIntervalHoldsTheTruthAsOftenAsItSays(IntervalNoise noise, int rounds, String method) {
        IntervalCoverage coverage = IntervalCoverage.of(noise, rounds, SEEDS);

        assertThat(coverage.percentCovered()).isBetween(95 - ALLOWED, 95 + ALLOWED);
        assertThat(coverage.percentFalseWinners()).isLessThanOrEqualTo(5 + ALLOWED);
        assertThat(coverage.method()).isEqualTo(method);
    }
}
