package io.github.mlxgguf.metric.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.mlxgguf.metric.leak.CourseShape.Bounded;
import io.github.mlxgguf.metric.leak.CourseShape.Flat;
import io.github.mlxgguf.metric.leak.CourseShape.Growing;
import io.github.mlxgguf.metric.leak.CourseShape.Insufficient;
import io.github.mlxgguf.metric.leak.CourseShape.Linear;
import io.github.mlxgguf.metric.leak.CourseShape.Open;
import io.github.mlxgguf.metric.leak.CourseShape.Stepped;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes without noise or under little; how often noise misleads is in the calibration. */
class CourseJudgeTest {
    /** Readings of a quiet worker repeat to within this, in MB. */
    private static final double QUIET = 0.3;

    @Test
    void sevenRequestsSayNothing() {
        assertThat(CourseJudge.judge(Courses.of(7, i -> 100.0 * i), true)).isInstanceOf(Insufficient.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 29})
    void underThirtyTheKindStaysOpen(int n) {
        assertThat(CourseJudge.judge(Courses.of(n, i -> 2.0 * i), true))
                .asInstanceOf(type(Growing.class))
                .satisfies(growing -> {
                    assertThat(growing.why()).isEqualTo(Open.KIND);
                    assertThat(growing.rise()).isCloseTo(2.0 * (n - 1), within(1e-9));
                });
        assertThat(CourseJudge.judge(Courses.of(n, i -> 500), true)).isInstanceOf(Flat.class);
    }

    @Test
    void aRiseNearTheEndIsNotCalledFlat() {
        assertThat(judge(i -> i < 28 ? 500 : 2500))
                .asInstanceOf(type(Growing.class))
                .satisfies(growing -> {
                    assertThat(growing.why()).isEqualTo(Open.LATE);
                    assertThat(growing.rise()).isCloseTo(2000, within(1.0));
                });
    }

    @Test
    void unlikeRequestsLeaveTheKindOpenHoweverMany() {
        assertThat(CourseJudge.judge(Courses.of(100, i -> 2.0 * i), false)).isInstanceOf(Growing.class);
        assertThat(CourseJudge.judge(Courses.of(100, i -> 2.0 * i), true)).isInstanceOf(Linear.class);
    }

    @Test
    void aLineIsALeakIfItIsSteepEnough() {
        assertThat(judge(i -> 2.0 * i)).asInstanceOf(type(Linear.class)).satisfies(linear -> {
            assertThat(linear.from()).isZero();
            assertThat(linear.slope().slope()).isCloseTo(2.0, within(0.05));
            assertThat(linear.slope().low()).isGreaterThan(0.5);
            assertThat(linear.fitted()).hasSize(30);
        });
        assertThat(judge(i -> 0.5 * i))
                .as("the interval holds the smallest leak")
                .asInstanceOf(type(Growing.class))
                .extracting(Growing::why)
                .isEqualTo(Open.SIZE);
        assertThat(judge(i -> 0.2 * i))
                .as("surely above 0 and surely too little")
                .asInstanceOf(type(Flat.class))
                .satisfies(flat -> assertThat(flat.slope().low()).isPositive());
    }

    @Test
    void memoryThatFallsDoesNotGrow() {
        assertThat(judge(i -> -1.0 * i))
                .asInstanceOf(type(Flat.class))
                .satisfies(flat -> assertThat(flat.slope().high()).isNegative());
    }

    @Test
    void aCacheThatFillsIsBoundedAndItsSlopeIsThatOfTheFlatPart() {
        assertThat(judge(i -> 4.0 * Math.min(i, 14)))
                .asInstanceOf(type(Bounded.class))
                .satisfies(bounded -> {
                    assertThat(bounded.knee()).isEqualTo(14);
                    assertThat(bounded.rise()).isCloseTo(56, within(1.0));
                    assertThat(bounded.slope().n()).isEqualTo(16);
                    assertThat(bounded.slope().low()).isNegative();
                });
    }

    @Test
    void anExponentialApproachThatIsOverIsBoundedToo() {
        assertThat(judge(i -> 60 * (1 - Math.exp(-i / 4.0)))).isInstanceOf(Bounded.class);
    }

    @Test
    void aFillThatEndsFiveRequestsBeforeTheEndIsNotSettled() {
        assertThat(judge(i -> 2.0 * Math.min(i, 24)))
                .asInstanceOf(type(Growing.class))
                .extracting(Growing::why)
                .isEqualTo(Open.END);
    }

    @Test
    void aFillThatGoesOnAsALeakIsALeak() {
        assertThat(judge(i -> 2.0 * i + 20 * Math.min(i, 4)))
                .asInstanceOf(type(Linear.class))
                .satisfies(linear -> {
                    assertThat(linear.from()).isEqualTo(4);
                    assertThat(linear.slope().slope()).isCloseTo(2.0, within(0.05));
                });
    }

    @Test
    void jumpsAreFoundWhereTheyAre() {
        assertThat(judge(i -> i >= 15 ? 60 : 0))
                .asInstanceOf(type(Stepped.class))
                .satisfies(step -> {
                    assertThat(step.jumps()).containsExactly(15);
                    assertThat(step.rise()).isCloseTo(60, within(0.5));
                });
        assertThat(judge(i -> 20 * (i / 10)))
                .asInstanceOf(type(Stepped.class))
                .satisfies(step -> assertThat(step.jumps()).containsExactly(10, 20));
    }

    @Test
    void manyJumpsAreALeak() {
        assertThat(judge(i -> 10 * (i / 5))).isInstanceOf(Linear.class);
    }

    @Test
    void aJumpOnTopOfALeakIsGrowthOfMixedKind() {
        assertThat(judge(i -> 2.0 * i + (i >= 15 ? 60 : 0)))
                .asInstanceOf(type(Growing.class))
                .extracting(Growing::why)
                .isEqualTo(Open.JUMPS_AND_MORE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 17, 28, 29})
    void oneOutlierIsNoGrowthAndHidesNone(int at) {
        assertThat(judge(i -> i == at ? 80 : 0)).isInstanceOf(Flat.class);
        assertThat(judge(i -> 2.0 * i + (i == at ? 80 : 0))).isInstanceOf(Linear.class);
    }

    @Test
    void readingsThatNeverChangeAreFlat() {
        assertThat(CourseJudge.judge(Courses.of(30, i -> 512), true)).isInstanceOf(Flat.class);
    }

    @Test
    void aLineWithoutNoiseIsALine() {
        assertThat(CourseJudge.judge(Courses.of(30, i -> 512 + 2.0 * i), true)).isInstanceOf(Linear.class);
    }

    /** Ten requests may not show a kind, but a fill of 100 MB is not nothing either, though its slope has an interval that holds 0. */
    @Test
    void aRiseAmongFewRequestsIsSeenWhateverItsShape() {
        assertThat(CourseJudge.judge(Courses.of(10, i -> 20 * Math.min(i, 4)), true))
                .asInstanceOf(type(Growing.class))
                .satisfies(growing -> {
                    assertThat(growing.why()).isEqualTo(Open.KIND);
                    assertThat(growing.rise()).isCloseTo(80, within(1e-9));
                });
    }

    private static CourseShape judge(IntToDoubleFunction truth) {
        return CourseJudge.judge(Courses.of(30, truth, QUIET, 0, 42), true);
    }
}
