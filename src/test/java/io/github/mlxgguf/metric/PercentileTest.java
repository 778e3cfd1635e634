package io.github.mlxgguf.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PercentileTest {
    @Test
    void interpolatesBetweenOrderStatistics() {
        double[] values = {40, 10, 30, 20};

        assertThat(Percentile.of(values, 0)).isEqualTo(10);
        assertThat(Percentile.of(values, 25)).isEqualTo(17.5);
        assertThat(Percentile.of(values, 50)).isEqualTo(25);
        assertThat(Percentile.of(values, 95)).isEqualTo(38.5);
        assertThat(Percentile.of(values, 100)).isEqualTo(40);
    }

    @Test
    void leavesItsInputAsItWas() {
        double[] values = {3, 1, 2};

        Percentile.of(values, 50);

        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void oneValueIsEveryPercentile() {
        assertThat(Percentile.of(new double[] {7}, 99)).isEqualTo(7);
    }

    @Test
    void refusesNothingAndNonsense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percentile.of(new double[0], 50))
                .withMessage("no values, so no percentile");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percentile.of(new double[] {1}, 101))
                .withMessage("expected a percentile from 0 to 100, found 101.0");
    }

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheMiddle() {
        assertThat(Median.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(2.5);
        assertThat(Median.of(List.of(9.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Median.of(List.of())).isNull();
    }

    @Test
    void medianOfBytesNeitherRoundsUpNorOverflows() {
        assertThat(Median.ofLongs(List.of(10L, 13L))).isEqualTo(11);
        assertThat(Median.ofLongs(List.of(Long.MAX_VALUE, Long.MAX_VALUE - 2))).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(Median.ofLongs(List.of())).isNull();
    }
}
