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
}
