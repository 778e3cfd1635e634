package io.github.mlxgguf.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.embedded.script.Leak;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The short form of {@link LeakCalibration}: 30 requests, 3 MB of noise. With fewer courses a judge that just keeps its bounds may
 * break them by chance; what is allowed is what such a judge exceeds once in a hundred times.
 */
class LeakTrialsTest {
    private static final int COURSES = 300;
    private static final double CONFIDENCE = 0.99;

    @ParameterizedTest
    @CsvSource({"0, 0.03", "0.6, 0.05"})
    void noGrowthIsSeldomTakenForGrowth(double rho, double bound) {
        int right = new LeakTrials(Leak.NONE, 30, LeakCalibration.SIGMA, rho)
                .tally(COURSES)
                .getOrDefault("none", 0);

        assertThat(COURSES - right).isLessThanOrEqualTo(allowed(bound));
    }

    @ParameterizedTest
    @CsvSource({"0", "0.6"})
    void twoMegabytesPerRequestAreFound(double rho) {
        int found = new LeakTrials(LeakTrials.LINEAR, 30, LeakCalibration.SIGMA, rho)
                .tally(COURSES)
                .getOrDefault("linear", 0);

        assertThat(COURSES - found).isLessThanOrEqualTo(allowed(0.05));
    }

    private static int allowed(double bound) {
        return BinomialDistribution.of(COURSES, bound).inverseCumulativeProbability(CONFIDENCE);
    }
}
