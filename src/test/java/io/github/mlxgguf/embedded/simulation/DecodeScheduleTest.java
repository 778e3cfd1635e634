package io.github.mlxgguf.embedded.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.mlxgguf.embedded.script.Speed;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DecodeScheduleTest {
    private static final Speed METRONOME = new Speed(0, 1000, 500, 0, 0, Speed.Heat.NONE);
    private static final Speed JITTERY = new Speed(0, 1000, 500, 0.2, 0, Speed.Heat.NONE);

    @Test
    void withoutJitterEveryGapIsTheSame() {
        assertThat(gaps(METRONOME, 1, 1, 0, 5)).containsOnly(2_000_000);
        assertThat(gaps(METRONOME, 1, 0.8, 0, 5)).containsOnly(2_500_000);
    }

    @Test
    void jitterHasItsDeviationAndLeavesTheMeanRateAsScripted() {
        long[] gaps = gaps(JITTERY, 1, 1, 0, 2000);

        assertThat(LongStream.of(gaps).sum()).isCloseTo(2000 * 2_000_000L, within(2000L));
        double variance = LongStream.of(gaps)
                .mapToDouble(gap -> (gap - 2e6) * (gap - 2e6))
                .average()
                .orElseThrow();
        assertThat(Math.sqrt(variance)).isCloseTo(0.2 * 2e6, within(0.01 * 2e6));
        assertThat(LongStream.of(gaps).min().orElseThrow()).isPositive();
    }

    @Test
    void theSameSeedDrawsTheSameGapsOnEveryMachine() {
        assertThat(gaps(JITTERY, 1, 1, 0, 4)).containsExactly(gaps(JITTERY, 1, 1, 0, 4));
        assertThat(gaps(JITTERY, 1, 1, 0, 4)).isNotEqualTo(gaps(JITTERY, 2, 1, 0, 4));
        assertThat(Draws.jitter(42, "Model", 1, 1).nextLong())
                .isEqualTo(Draws.jitter(42, "model", 1, 1).nextLong())
                .isNotEqualTo(Draws.jitter(42, "model", 1, 2).nextLong())
                .isNotEqualTo(Draws.jitter(42, "model", 2, 1).nextLong())
                .isNotEqualTo(Draws.jitter(43, "model", 1, 1).nextLong());
    }

    @Test
    void heatSlowsDownWithTheWorkUntilAllIsLost() {
        Speed hot = new Speed(0, 1000, 500, 0, 0, new Speed.Heat(10, 0.5));

        assertThat(gaps(hot, 1, 1, 0, 1)[0]).isEqualTo(2_000_000);
        assertThat(gaps(hot, 1, 1, 5, 1)[0]).isEqualTo(2_666_667);
        assertThat(gaps(hot, 1, 1, 10, 1)[0]).isEqualTo(4_000_000);
        assertThat(gaps(hot, 1, 1, 99, 1)[0]).isEqualTo(4_000_000);
        long[] gaps = gaps(hot, 1, 1, 0, 100);
        assertThat(gaps).isSorted();
        assertThat(gaps[99]).as("0.2 s of work later").isGreaterThan(2_010_000);
    }

    @Test
    void theFactorOfALoadIsDrawnOnceAndSpreadsAsScripted() {
        assertThat(Draws.loadFactor(42, "m", 3, 0)).isEqualTo(1);
        assertThat(Draws.loadFactor(42, "m", 3, 0.02))
                .isEqualTo(Draws.loadFactor(42, "m", 3, 0.02))
                .isNotEqualTo(Draws.loadFactor(42, "m", 4, 0.02))
                .isNotEqualTo(Draws.loadFactor(42, "n", 3, 0.02));
        double[] logs = IntStream.rangeClosed(1, 4000)
                .mapToDouble(load -> Math.log(Draws.loadFactor(42, "m", load, 0.02)))
                .toArray();
        double mean = IntStream.range(0, logs.length)
                .mapToDouble(i -> logs[i])
                .average()
                .orElseThrow();
        double deviation = Math.sqrt(IntStream.range(0, logs.length)
                .mapToDouble(i -> logs[i] * logs[i])
                .average()
                .orElseThrow());
        assertThat(mean).isCloseTo(0, within(0.001));
        assertThat(deviation).isCloseTo(0.02, within(0.001));
    }

    private static long[] gaps(Speed speed, long seed, double loadFactor, double busySeconds, int count) {
        DecodeSchedule schedule = new DecodeSchedule(speed, loadFactor, new Random(seed), busySeconds);
        return LongStream.generate(schedule::nextGapNs).limit(count).toArray();
    }
}
