package io.github.mlxgguf.metric;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.metric.RelativeLeastSquares.Line;
import io.github.mlxgguf.metric.RelativeLeastSquares.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelativeLeastSquaresTest {
    @Test
    void findsAnExactLine() {
        Line line = requireNonNull(
                RelativeLeastSquares.line(List.of(new Point(50, 45), new Point(1000, 520), new Point(4000, 2020))));

        assertThat(line.intercept()).isCloseTo(20, within(1e-9));
        assertThat(line.slope()).isCloseTo(0.5, within(1e-12));
        assertThat(line.at(100)).isCloseTo(70, within(1e-9));
    }

    @Test
    void weighsErrorsByTheirShare() {
        // At x = 1 half of the points are at 1 and half at 2. The c with the smallest (c/1 − 1)² + (c/2 − 1)² is
        // 1.5/1.25 = 1.2, and at
        // x = 2 the line can hold the exact point.
        Line line =
                requireNonNull(RelativeLeastSquares.line(List.of(new Point(1, 1), new Point(1, 2), new Point(2, 2))));

        assertThat(line.at(1)).isCloseTo(1.2, within(1e-12));
        assertThat(line.at(2)).isCloseTo(2, within(1e-12));
    }

    @Test
    void noRequestTakesLessThanNothing() {
        // the free line is −1 + 2x; through the origin b = Σ(x/y) / Σ(x/y)² = (1 + 3/5) / (1 + 9/25)
        Line line = requireNonNull(RelativeLeastSquares.line(List.of(new Point(1, 1), new Point(3, 5))));

        assertThat(line.intercept()).isZero();
        assertThat(line.slope()).isCloseTo(1.6 / 1.36, within(1e-12));
    }

    @Test
    void hasNoLineThroughOneLengthNorOneThatFalls() {
        assertThat(RelativeLeastSquares.line(List.of(new Point(5, 1), new Point(5, 2))))
                .isNull();
        assertThat(RelativeLeastSquares.line(List.of(new Point(1, 9), new Point(5, 2))))
                .isNull();
        assertThat(RelativeLeastSquares.line(List.of())).isNull();
    }

    @Test
    void aConstantLiesWhereRelativeErrorsBalance() {
        assertThat(RelativeLeastSquares.constant(List.of(3.0, 3.0))).isCloseTo(3, within(1e-12));
        assertThat(RelativeLeastSquares.constant(List.of(1.0, 2.0))).isCloseTo(1.2, within(1e-12));
    }
}
