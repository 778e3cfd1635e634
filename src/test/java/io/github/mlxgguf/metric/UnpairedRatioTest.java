package io.github.mlxgguf.metric;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnpairedRatioTest {
    private static final double TINY = 1e-12;

    /** Logs 0, 1, 2 against 3, 5, 7: means 1 and 5, variances 1 and 4, squared errors 1/3 and 4/3. */
    @Test
    void theIntervalIsWelchsOnLogarithms() {
        UnpairedRatio ratio = requireNonNull(UnpairedRatio.of(exp(0, 1, 2), exp(3, 5, 7)));
        double degrees = Math.pow(5.0 / 3, 2) / (1.0 / 9 / 2 + 16.0 / 9 / 2);
        double half = StudentT.quantile(degrees) * Math.sqrt(5.0 / 3);

        assertThat(degrees).isCloseTo(50.0 / 17, within(TINY));
        assertThat(Math.log(ratio.value())).isCloseTo(4, within(TINY));
        assertThat(Math.log(requireNonNull(ratio.low()))).isCloseTo(4 - half, within(1e-9));
        assertThat(Math.log(requireNonNull(ratio.high()))).isCloseTo(4 + half, within(1e-9));
        // t(0.975) is 3.182 at 3 and 4.303 at 2 degrees of freedom
        assertThat(half / Math.sqrt(5.0 / 3)).isBetween(3.182, 3.3);
    }

    @Test
    void equalNumbersAndSpreadsHaveTheDegreesOfFreedomOfBothRunsTogether() {
        UnpairedRatio ratio = requireNonNull(UnpairedRatio.of(exp(0, 1, 2), exp(0, 1, 2)));

        assertThat(ratio.value()).isEqualTo(1);
        assertThat(Math.log(requireNonNull(ratio.high())))
                .isCloseTo(StudentT.quantile(4) * Math.sqrt(2.0 / 3), within(1e-9));
    }

    @Test
    void runsThatChangePlacesHaveTheInverseRatio() {
        UnpairedRatio there =
                requireNonNull(UnpairedRatio.of(List.of(50.0, 52.0, 47.0), List.of(60.0, 70.0, 65.0, 61.0)));
        UnpairedRatio back =
                requireNonNull(UnpairedRatio.of(List.of(60.0, 70.0, 65.0, 61.0), List.of(50.0, 52.0, 47.0)));

        assertThat(back.value()).isCloseTo(1 / there.value(), within(TINY));
        assertThat(requireNonNull(back.low())).isCloseTo(1 / requireNonNull(there.high()), within(TINY));
        assertThat(requireNonNull(back.high())).isCloseTo(1 / requireNonNull(there.low()), within(TINY));
    }

    @Test
    void loadsWithoutSpreadHaveAnIntervalWithoutWidth() {
        UnpairedRatio ratio = requireNonNull(UnpairedRatio.of(List.of(0.1, 0.1, 0.1), List.of(0.1, 0.1, 0.1)));

        assertThat(ratio.low()).isEqualTo(1.0);
        assertThat(ratio.high()).isEqualTo(1.0);
    }

    @Test
    void fewerThanThreeLoadsOfARunHaveNoInterval() {
        UnpairedRatio ratio = requireNonNull(UnpairedRatio.of(List.of(50.0, 50.0, 50.0), List.of(60.0, 60.0)));

        assertThat(ratio.value()).isCloseTo(1.2, within(TINY));
        assertThat(ratio.low()).isNull();
        assertThat(ratio.high()).isNull();
        assertThat(ratio.loadsToDecide(0.03)).isEmpty();
    }

    @Test
    void aRatioToNothingIsNone() {
        assertThat(UnpairedRatio.of(List.of(), List.of(1.0))).isNull();
        assertThat(UnpairedRatio.of(List.of(1.0), List.of())).isNull();
        assertThat(UnpairedRatio.of(List.of(0.0, 1.0, 1.0), List.of(1.0, 1.0, 1.0)))
                .isNull();
        assertThat(UnpairedRatio.of(List.of(1.0, 1.0, 1.0), List.of(1.0, -1.0, 1.0)))
                .isNull();
        assertThat(UnpairedRatio.of(List.of(1.0), List.of(Double.NaN))).isNull();
    }

    /** Middle 0, variances 1: the half-width of n loads each is t(2n − 2) · √(2/n); the band is ln 2. */
    @Test
    void theLoadsThatWouldDecideAreTheFewestWhoseIntervalFitsTheBand() {
        UnpairedRatio ratio = requireNonNull(UnpairedRatio.of(exp(0, 1, 2), exp(0, 1, 2)));
        int more = ratio.loadsToDecide(1).orElseThrow();
        int loads = 3 + more;

        assertThat(StudentT.quantile(2 * loads - 2) * Math.sqrt(2.0 / loads)).isLessThan(Math.log(2));
        assertThat(StudentT.quantile(2 * loads - 4) * Math.sqrt(2.0 / (loads - 1)))
                .isGreaterThan(Math.log(2));
        assertThat(ratio.loadsToDecide(0.03)).isEmpty();
    }

    private static List<Double> exp(double... logs) {
        return java.util.Arrays.stream(logs).mapToObj(Math::exp).toList();
    }
}
