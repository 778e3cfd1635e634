package io.github.mlxgguf.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Growth and throttling over the generations of a cell. */
class CoursesTest {
    private static final long MB = 1_000_000;

    @Test
    void growthIsFromTheFirstThirdToTheLast() {
        assertThat(Growth.of(memory(500, 510, 530, 540, 560, 570)))
                .contains(new Anomaly(
                        AnomalyKind.GROWTH,
                        0,
                        59,
                        60 * MB,
                        "The worker's memory grew by 60.0 MB over 6 generations, from 0.505 GB in the first third to 0.565 GB in"
                                + " the last."));
    }

    @Test
    void bothLimitsMustBeExceeded() {
        assertThat(Growth.of(memory(500, 500, 500, 500, 516, 516)))
                .as("16 MB is the limit")
                .isEmpty();
        assertThat(Growth.of(memory(500, 500, 500, 500, 517, 517))).isPresent();
        assertThat(Growth.of(memory(1000, 1000, 1000, 1000, 1020, 1020)))
                .as("2 % is the limit")
                .isEmpty();
        assertThat(Growth.of(memory(500, 500, 900, 900, 900)))
                .as("five are too few")
                .isEmpty();
    }

    @Test
    void throttlingIsAFallInOrder() {
        assertThat(Throttling.of(speeds(100, 50, 47, 44)))
                .map(Anomaly::value)
                .as("from the first of the row on")
                .contains(1 - 44.0 / 100);
        assertThat(Throttling.of(speeds(40, 50, 47.5, 40)))
                .contains(new Anomaly(
                        AnomalyKind.THROTTLING,
                        10,
                        39,
                        1 - 40.0 / 50,
                        "The decode rate fell by 20.0 % over 3 equal generations, from 50.0 to 40.0 tokens/s."));
        assertThat(Throttling.of(speeds(50, 47, 48, 40))).as("not in order").isEmpty();
        assertThat(Throttling.of(speeds(50, 47, 45))).as("10 % is the limit").isEmpty();
        assertThat(Throttling.of(speeds(50, 40))).as("two are no course").isEmpty();
    }

    @Test
    void anAnswerOfAnotherLengthIsOtherWork() {
        List<Throttling.Speed> course = List.of(
                new Throttling.Speed(0, 9, 100, 50),
                new Throttling.Speed(10, 19, 105, 45),
                new Throttling.Speed(20, 29, 106, 40));

        assertThat(Throttling.of(course)).isEmpty();
    }

    private static List<Growth.Reading> memory(long... megabytes) {
        List<Growth.Reading> course = new ArrayList<>();
        for (long value : megabytes) {
            long start = course.size() * 10L;
            course.add(new Growth.Reading(start, start + 9, value * MB));
        }
        return course;
    }

    private static List<Throttling.Speed> speeds(double... rates) {
        List<Throttling.Speed> course = new ArrayList<>();
        for (double rate : rates) {
            long start = course.size() * 10L;
            course.add(new Throttling.Speed(start, start + 9, 100, rate));
        }
        return course;
    }
}
