package io.github.mlxgguf.metric.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TheilSenTest {
    @Test
    void theMedianOfAllPairSlopes() {
        // slopes of the pairs: 1, 3/2, 1, 1, 2, 1, 1, 0, 1/2, 1
        TheilSen slope = TheilSen.of(new double[] {0, 1, 3, 3, 4});
        assertThat(slope.slope()).isEqualTo(1.0);
        assertThat(slope.n()).isEqualTo(5);
    }

    @Test
    void aLineWithoutNoiseHasAnIntervalWithoutWidth() {
        TheilSen slope = TheilSen.of(Courses.of(30, i -> 100 + 2.0 * i));

        assertThat(slope.slope()).isEqualTo(2.0);
        assertThat(slope.low()).isEqualTo(2.0);
        assertThat(slope.high()).isEqualTo(2.0);
        assertThat(slope.intercept()).isEqualTo(100.0);
        assertThat(slope.fitted().get(29)).isEqualTo(158.0);
    }

    @Test
    void readingsThatNeverChangeHideUpToAPageAndNotNothing() {
        TheilSen slope = TheilSen.of(Courses.of(30, i -> 512));

        assertThat(slope.slope()).isZero();
        assertThat(slope.low()).isZero();
        assertThat(slope.high()).isZero();
        assertThat(slope.detectable()).isEqualTo(0.016384);
        assertThat(slope.autocorrelation()).isZero();
    }

    @Test
    void oneOutlierMovesNothingMuch() {
        TheilSen slope = TheilSen.of(Courses.of(30, i -> 2.0 * i + (i == 17 ? 1000 : 0)));

        assertThat(slope.slope()).isCloseTo(2.0, within(1e-9));
        assertThat(slope.low()).isCloseTo(2.0, within(1e-9));
    }

    /** By hand: alternating 0 and 1 has C = 1.96 · √(4·3·13/18) = 5.77 of 6 pairs, so the ranks are the outermost. */
    @Test
    void theIntervalIsSensStretchedForTheFewReadings() {
        TheilSen slope = TheilSen.of(new double[] {0, 1, 0, 1});

        assertThat(slope.slope()).isCloseTo((0 + 1.0 / 3) / 2, within(1e-12));
        // pair slopes −1, 0, 0, 1/3, 1, 1; Student's quantile at 2 is 4.3027, the normal one 1.9600
        double stretch = 4.302653 / 1.959964;
        double rank = (6 - 5.7701) / 2 - 1;
        assertThat(rank).as("below the first pair, so its slope").isNegative();
        assertThat(slope.low()).isCloseTo(1.0 / 6 - stretch * (1.0 / 6 + 1), within(1e-5));
        assertThat(slope.high()).isCloseTo(1.0 / 6 + stretch * (1 - 1.0 / 6), within(1e-5));
        assertThat(slope.detectable())
                .isCloseTo((slope.high() - slope.low()) / 2 * (1 + 1.644854 / 4.302653), within(1e-5));
    }

    @Test
    void slowNoiseWidensTheInterval() {
        double[] independent = Courses.of(30, i -> Math.sin(2.4 * i));
        double[] slow = Courses.of(30, i -> Math.sin(0.6 * i));

        assertThat(TheilSen.of(independent).autocorrelation()).isZero();
        assertThat(TheilSen.of(slow).autocorrelation()).isBetween(0.5, Autocorrelation.MOST);
        assertThat(width(slow)).isGreaterThan(2 * width(independent));
    }

    @Test
    void theEffectiveSampleSizeOfBayleyAndHammersley() {
        assertThat(Autocorrelation.varianceInflation(0, 30)).isEqualTo(1.0);
        // 1 + 2 · (2/3 · 0.5 + 1/3 · 0.25)
        assertThat(Autocorrelation.varianceInflation(0.5, 3)).isCloseTo(1.8333333, within(1e-6));
        assertThat(Autocorrelation.varianceInflation(0.6, 100_000)).isCloseTo(1.6 / 0.4, within(1e-3));
    }

    @Test
    void threeReadingsHaveNoInterval() {
        assertThatThrownBy(() -> TheilSen.of(new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected at least 4 readings, found 3");
    }

    private static double width(double[] course) {
        TheilSen slope = TheilSen.of(course);
        return slope.high() - slope.low();
    }
}
