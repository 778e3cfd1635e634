package io.github.mlxgguf.metric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadsNeededTest {
    // t(0.975) for 2, 3, 4, 5 degrees of freedom: 4.30265, 3.18245, 2.77645, 2.57058.
    // From 3 loads with half-width 1, s = sqrt(3) / 4.30265 = 0.402553; half-widths of 4, 5 and 6 loads are therefore
    // 3.18245 s / 2 = 0.640552, 2.77645 s / sqrt(5) = 0.499836 and 2.57058 s / sqrt(6) = 0.422453.
    @Test
    void halfWidthShrinksWithTheRootOfTheLoadsAndTheQuantile() {
        assertThat(LoadsNeeded.beyond(3, 1, 0.6406)).hasValue(1);
        assertThat(LoadsNeeded.beyond(3, 1, 0.6405)).hasValue(2);
        assertThat(LoadsNeeded.beyond(3, 1, 0.4999)).hasValue(2);
        assertThat(LoadsNeeded.beyond(3, 1, 0.4998)).hasValue(3);
    }

    @Test
    void aFigureOnTheBoundIsNeverDecided() {
        assertThat(LoadsNeeded.beyond(3, 1, 0)).isEmpty();
        assertThat(LoadsNeeded.beyond(3, 1, 0.01)).isEmpty();
    }

    // On the logarithmic scale the interval is middle ± 0.02, so the half-widths of 4, 5 and 6 loads are 0.0128110,
    // 0.0099967 and
    // 0.0084491; ln 1.03 = 0.0295588.
    @Test
    void aRatioIsDecidedOnceItsIntervalLeavesOne() {
        assertThat(LoadsNeeded.toDecide(ratio(0.0129), 0.001)).hasValue(1);
        assertThat(LoadsNeeded.toDecide(ratio(-0.0128), 0.001)).hasValue(2);
        assertThat(LoadsNeeded.toDecide(ratio(0.0085), 0.001)).hasValue(3);
        assertThat(LoadsNeeded.toDecide(ratio(0), 0)).isEmpty();
    }

    @Test
    void orOnceItLiesWithinTheBandOfPracticalEquivalence() {
        // from the middle to the nearer edge: ln 1.03 − 0.001 = 0.0285588, ln 1.021 − 0.01 = 0.0107826, −0.01 − ln
        // 0.9802 = 0.0099987
        assertThat(LoadsNeeded.toDecide(ratio(0.0010), 0.03)).hasValue(1);
        assertThat(LoadsNeeded.toDecide(ratio(0.0100), 0.021)).hasValue(2);
        assertThat(LoadsNeeded.toDecide(ratio(-0.0100), 0.0198)).hasValue(2);
    }

    @Test
    void withoutAnIntervalNothingIsKnown() {
        assertThat(LoadsNeeded.toDecide(new PairedRatio(1.01, null, null, 2), 0.03))
                .isEmpty();
    }

    @Test
    void aHopelessComparisonHasNoNumber() {
        assertThat(LoadsNeeded.toDecide(new PairedRatio(1.03, 0.2, 5.3, 3), 0.03))
                .isEmpty();
    }

    private static PairedRatio ratio(double middle) {
        return new PairedRatio(Math.exp(middle), Math.exp(middle - 0.02), Math.exp(middle + 0.02), 3);
    }
}
