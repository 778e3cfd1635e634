package io.github.mlxgguf.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutliersTest {
    private static final List<Double> EVEN = List.of(100.0, 101.0, 99.0);

    @Test
    void aValueFarFromTheOthersOfItsLoadIsCounted() {
        // Shares without the medians: 0.01, 0.01, 0.01, 0.01, 0.01, 0.06; their median 0.01, so 0.6745 * 0.06 / 0.01 =
        // 4.05.
        assertThat(Outliers.count(List.of(EVEN, EVEN, List.of(100.0, 99.0, 106.0))))
                .isEqualTo(1);
        // 0.6745 * 0.05 / 0.01 = 3.37
        assertThat(Outliers.count(List.of(EVEN, EVEN, List.of(100.0, 99.0, 105.0))))
                .isZero();
    }

    @Test
    void eachLoadIsHeldAgainstItsOwnMedian() {
        assertThat(Outliers.count(List.of(EVEN, EVEN, List.of(200.0, 202.0, 198.0))))
                .isZero();
        assertThat(Outliers.count(List.of(EVEN, EVEN, List.of(200.0, 202.0, 100.0))))
                .isEqualTo(1);
    }

    @Test
    void anEvenLoadHasNoMedianAmongItsValues() {
        // Around 100: 0.01 four times and 0.01, 0.3.
        assertThat(Outliers.count(List.of(List.of(99.0, 99.0, 101.0, 101.0, 101.0, 70.0))))
                .isEqualTo(1);
    }

    @Test
    void whatNobodyWouldActOnIsNone() {
        List<Double> alike = List.of(100.0, 100.0, 100.0, 100.0, 100.0, 100.0, 100.0);
        assertThat(Outliers.count(List.of(alike, List.of(100.0, 100.0, 103.0)))).isZero();
        assertThat(Outliers.count(List.of(alike, List.of(100.0, 100.0, 103.1)))).isEqualTo(1);
    }

    @Test
    void tooFewValuesHaveNone() {
        assertThat(Outliers.count(List.of())).isZero();
        assertThat(Outliers.count(List.of(List.of(100.0, 101.0, 900.0), List.of(100.0, 101.0, 99.0))))
                .as("four deviations")
                .isZero();
        assertThat(Outliers.count(List.of(List.of(1.0), List.of(2.0), List.of(3.0), List.of(4.0), List.of(900.0))))
                .as("one value a load")
                .isZero();
    }

    @Test
    void aMedianOfNothingHasNoShares() {
        assertThat(Outliers.count(List.of(List.of(0.0, 0.0, 5.0), EVEN, EVEN))).isZero();
    }
}
