package io.github.mlxgguf.metric;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.metric.PairedRatio.Round;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairedRatioTest {
    @Test
    void isTheGeometricMeanWithAPairedInterval() {
        // log ratios: ln 2 − 0.1, ln 2, ln 2 + 0.1; standard error 0.1/√3; t(2; 0.975) = 4.302652729911275
        PairedRatio ratio = requireNonNull(PairedRatio.of(
                List.of(new Round(10, 20 * Math.exp(-0.1)), new Round(50, 100), new Round(3, 6 * Math.exp(0.1)))));

        double half = 4.302652729911275 * 0.1 / Math.sqrt(3);
        assertThat(ratio.value()).isCloseTo(2.0, within(1e-12));
        assertThat(ratio.low()).isCloseTo(2 * Math.exp(-half), within(1e-9));
        assertThat(ratio.high()).isCloseTo(2 * Math.exp(half), within(1e-9));
        assertThat(ratio.rounds()).isEqualTo(3);
    }

    @Test
    void driftThatBothHalvesShareDoesNotWidenIt() {
        PairedRatio ratio = requireNonNull(
                PairedRatio.of(List.of(new Round(10, 15), new Round(20, 30), new Round(40, 60), new Round(80, 120))));

        assertThat(ratio.low()).isCloseTo(1.5, within(1e-12));
        assertThat(ratio.high()).isCloseTo(1.5, within(1e-12));
    }

    @Test
    void underThreeRoundsThereIsNoInterval() {
        PairedRatio ratio = requireNonNull(PairedRatio.of(List.of(new Round(1, 2), new Round(1, 8))));

        assertThat(ratio.value()).isCloseTo(4.0, within(1e-12));
        assertThat(ratio.low()).isNull();
        assertThat(ratio.high()).isNull();
        assertThat(ratio.rounds()).isEqualTo(2);
    }

    @Test
    void isUnknownWithoutRoundsOrWithoutPositiveValues() {
        assertThat(PairedRatio.of(List.of())).isNull();
        assertThat(PairedRatio.of(List.of(new Round(0, 1)))).isNull();
        assertThat(PairedRatio.of(List.of(new Round(1, 1), new Round(1, -1)))).isNull();
        assertThat(PairedRatio.of(List.of(new Round(1, Double.NaN)))).isNull();
    }

    @Test
    void pairsOnlyRoundsThatBothSidesHave() {
        PairedRatio ratio = requireNonNull(PairedRatio.ofRounds(Map.of(1, 10.0, 2, 10.0), Map.of(2, 30.0, 3, 1.0)));

        assertThat(ratio.value()).isCloseTo(3.0, within(1e-12));
        assertThat(ratio.rounds()).isEqualTo(1);
    }

    @Test
    void theIntervalSaysHowItWasMade() {
        assertThat(requireNonNull(PairedRatio.of(rounds(0.1, -0.1))).method()).isNull();
        assertThat(requireNonNull(PairedRatio.of(rounds(0.1, -0.1, 0.2))).method())
                .isEqualTo("paired_t");
        assertThat(requireNonNull(PairedRatio.of(rounds(0.1, -0.1, 0.2, 0, 0))).method())
                .isEqualTo("paired_t");
        assertThat(requireNonNull(PairedRatio.of(rounds(0.1, -0.1, 0.2, 0, 0, 0.1)))
                        .method())
                .isEqualTo("block_bootstrap");
    }

    @Test
    void sixEqualRoundsLeaveNoDoubt() {
        PairedRatio ratio = requireNonNull(PairedRatio.of(rounds(0.5, 0.5, 0.5, 0.5, 0.5, 0.5)));

        assertThat(ratio.low()).isEqualTo(Math.exp(0.5));
        assertThat(ratio.high()).isEqualTo(Math.exp(0.5));
    }

    @Test
    void theBootstrapIsAboutAsWideAsTheTIntervalWhereValuesLieEvenly() {
        PairedRatio ratio = requireNonNull(PairedRatio.of(rounds(-0.05, -0.03, -0.01, 0.01, 0.03, 0.05)));

        // s = 0.0374166, t(5; 0.975) = 2.570582, half-width 0.0392661
        double half = 2.570582 * Math.sqrt(0.0014 / 6);
        assertThat(ratio.value()).isCloseTo(1, within(1e-12));
        assertThat(Math.log(requireNonNull(ratio.high()))).isCloseTo(half, within(0.05 * half));
        assertThat(Math.log(requireNonNull(ratio.low()))).isCloseTo(-half, within(0.05 * half));
    }

    @Test
    void anOutlierAmongSixKeepsTheEndsNearTheValues() {
        PairedRatio ratio = requireNonNull(PairedRatio.of(rounds(0.100, 0.101, 0.099, 0.100, 0.1005, 0.3)));

        assertThat(ratio.low()).isGreaterThan(1.0);
        assertThat(ratio.high()).isLessThan(1.35);
    }

    @Test
    void theSameRoundsHaveTheSameInterval() {
        assertThat(PairedRatio.of(rounds(0.1, -0.1, 0.2, 0, 0.05, 0.1, -0.03)))
                .isEqualTo(PairedRatio.of(rounds(0.1, -0.1, 0.2, 0, 0.05, 0.1, -0.03)));
    }

    private static List<Round> rounds(double... logRatios) {
        return Arrays.stream(logRatios)
                .mapToObj(log -> new Round(1, Math.exp(log)))
                .toList();
    }
}
