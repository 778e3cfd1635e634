package io.github.mlxgguf.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnergyTest {
    private static final long S = 1_000_000_000;

    private final List<Sample> samples = new ArrayList<>();

    @Test
    void aReadingCountsFromTheOneBeforeAndTheEndsAreClipped() {
        power(1.0, 10);
        power(2.0, 20);
        nothing(2.5);
        power(3.0, 30);
        power(4.0, 40);
        power(5.0, 50);

        // 0.5 s of 20 W, 1 s of 30 W, 1 s of 40 W, 0.5 s of 50 W
        assertThat(joules(1.5, 4.5)).isEqualTo(10.0 + 30 + 40 + 25);
    }

    @Test
    void whatComesAfterTheLastReadingHasItsPower() {
        power(1.0, 10);
        power(2.0, 20);
        power(3.0, 30);

        assertThat(joules(0, 4)).isEqualTo(10.0 + 20 + 30 + 30);
    }

    @Test
    void fewerThanThreeSecondsOrReadingsTellNothing() {
        power(1.0, 10);
        power(2.0, 10);
        power(2.9, 10);
        assertThat(joules(0, 2.999)).isNull();
        assertThat(joules(0, 3)).isEqualTo(30.0);

        samples.remove(0);
        assertThat(joules(0, 3)).as("two readings").isNull();
    }

    @Test
    void aHoleIsNotFilled() {
        power(1.0, 10);
        power(3.5, 10);
        power(4.0, 10);
        power(4.5, 10);
        assertThat(joules(0, 7)).as("2.5 s are bridged").isEqualTo(70.0);
        assertThat(joules(0, 7.001)).as("at the end").isNull();

        samples.remove(1);
        assertThat(joules(0, 5)).as("between two readings").isNull();
    }

    @Test
    void energyIsSharedByTheTokens() {
        assertThat(Energy.joulesPerToken(30.0, 60L)).isEqualTo(0.5);
        assertThat(Energy.joulesPerToken(null, 60L)).isNull();
        assertThat(Energy.joulesPerToken(30.0, null)).isNull();
        assertThat(Energy.joulesPerToken(30.0, 0L)).isNull();
    }

    private @Nullable Double joules(double from, double to) {
        return Energy.joules(samples, (long) (from * S), (long) (to * S));
    }

    private void power(double at, double watts) {
        samples.add(new SampleBuilder().powerW(watts).build((long) (at * S)));
    }

    private void nothing(double at) {
        samples.add(new SampleBuilder().build((long) (at * S)));
    }
}
