package io.github.mlxgguf.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnergyTest {
    private static final long S = 1_000_000_000;

    private final List<Sample> samples = new ArrayList<>();

    @Test
    void constantPowerIsExactWhateverWasBeforeAndHoweverTheReadingsFall() {
        for (int phaseMs = 0; phaseMs < 1_000; phaseMs += 50) {
            for (int lagMs = 0; lagMs <= 200; lagMs += 50) {
                samples.clear();
                for (int line = 0; line < 30; line++) {
                    busyBetween10And(20, line + phaseMs / 1e3, lagMs / 1e3);
                }

                assertThat(joules(10, 20))
                        .as("phase %d ms, lag %d ms", phaseMs, lagMs)
                        .isCloseTo(350, within(1e-6));
                assertThat(joules(10, 14.5))
                        .as("the shortest that is always known")
                        .isCloseTo(157.5, within(1e-6));
                assertThat(joules(10, 13.1)).as("none has three whole readings").isNull();
            }
        }
    }

    @Test
    void aReadingCountsFromTheOneBeforeAndTheNearestOneCountsAtTheEnds() {
        power(1.1, 1000); // its second may have begun up to 0.2 s before the request
        power(2.1, 20);
        nothing(2.5);
        power(3.1, 30);
        power(4.1, 40);
        power(5.1, 5000); // after the request

        assertThat(joules(0, 4.5)).isCloseTo(20 * 2.1 + 30 + 40 + 40 * 0.4, within(1e-9));
    }

    @Test
    void aReadingIsWholeOnlyIfItsSecondCannotHaveBegunBeforeTheRequest() {
        power(1.199, 1000);
        power(2, 10);
        power(3, 10);
        assertThat(joules(0, 4)).as("two whole ones").isNull();

        samples.clear();
        power(1.2, 10);
        power(2, 10);
        power(3, 10);
        assertThat(joules(0, 4)).isCloseTo(40, within(1e-9));
        assertThat(Energy.joules(samples, 0, 4 * S, Duration.ofMillis(101)))
                .as("a slower grid")
                .isNull();
    }

    @Test
    void underThreeSecondsNothingIsTold() {
        power(1.2, 10);
        power(1.3, 10);
        power(1.4, 10);

        assertThat(joules(0, 2.999)).isNull();
        assertThat(joules(0, 3)).isCloseTo(30, within(1e-9));
    }

    @Test
    void aHoleIsNotFilled() {
        power(3.7, 10);
        power(6.2, 10);
        power(6.3, 10);
        assertThat(joules(0, 8.8)).as("2.5 s are bridged, everywhere").isCloseTo(88, within(1e-9));
        assertThat(joules(0, 8.801)).as("at the end").isNull();
        assertThat(joules(-0.001, 8.8)).as("at the beginning").isNull();

        power(8.801, 10);
        assertThat(joules(0, 9)).as("between two readings").isNull();
    }

    @Test
    void energyIsSharedByTheTokens() {
        assertThat(Energy.joulesPerToken(30.0, 60L)).isEqualTo(0.5);
        assertThat(Energy.joulesPerToken(null, 60L)).isNull();
        assertThat(Energy.joulesPerToken(30.0, null)).isNull();
        assertThat(Energy.joulesPerToken(30.0, 0L)).isNull();
    }

    private @Nullable Double joules(double from, double to) {
        return Energy.joules(samples, Math.round(from * S), Math.round(to * S), Duration.ofMillis(100));
    }

    /** Idle at 5 W, busy at 35 W: a line with the mean of its last second, and the sample that it reaches. */
    private void busyBetween10And(double end, double line, double lag) {
        double busy = Math.max(0, Math.min(line, end) - Math.max(line - 1, 10));
        power(line + lag, 5 + 30 * busy);
    }

    private void power(double at, double watts) {
        samples.add(new SampleBuilder().powerW(watts).build(Math.round(at * S)));
    }

    private void nothing(double at) {
        samples.add(new SampleBuilder().build(Math.round(at * S)));
    }
}
