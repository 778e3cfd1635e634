package io.github.mlxgguf.monitor;

import static io.github.mlxgguf.monitor.FakeTime.MS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SleepWatchTest {
    private final LogCapture log = new LogCapture(SleepWatch.class);
    private long nowNs = 1_000 * MS;
    private long wallMs = 5_000_000;
    private boolean hold;
    private final SleepWatch watch = new SleepWatch(() -> nowNs, () -> wallMs);

    @AfterEach
    void release() {
        log.close();
    }

    @Test
    void aWallClockThatRanOnAloneIsSleepWithinTheTimeBetweenTwoLooks() {
        pass(100, 100);
        pass(100, 2_101); // between 1,100 and 1,200 ms

        assertThat(watch.sleptWithin(0, 1_099 * MS)).isFalse();
        assertThat(watch.sleptWithin(0, 1_100 * MS)).isTrue();
        assertThat(watch.sleptWithin(1_150 * MS, 1_160 * MS)).isTrue();
        assertThat(watch.sleptWithin(1_200 * MS, 9_000 * MS)).isTrue();
        assertThat(watch.sleptWithin(1_201 * MS, 9_000 * MS)).isFalse();
        assertThat(log.messages())
                .containsExactly(
                        "The wall clock moved 2.0 s further than the monotonic clock: the machine slept, or its clock was"
                                + " set. What was being measured is void.");
    }

    @Test
    void twoSecondsAreTheLimitInBothDirections() {
        pass(100, 2_100);
        pass(100, -1_900);
        assertThat(watch.sleptWithin(0, nowNs)).isFalse();

        pass(100, -1_901);
        assertThat(watch.sleptWithin(0, nowNs))
                .as("a clock set back looks the same")
                .isTrue();
    }

    @Test
    void driftThatAddsUpSlowlyIsNoSleep() {
        for (int tick = 0; tick < 1_000; tick++) {
            pass(100, 105);
        }

        assertThat(wallMs - 5_000_000 - (nowNs / MS - 1_000)).isEqualTo(5_000);
        assertThat(watch.sleptWithin(0, nowNs)).isFalse();
    }

    @Test
    void aThreadHeldUpBetweenItsTwoReadingsHasNotSlept() {
        SleepWatch heldUp = new SleepWatch(() -> nowNs, () -> {
            if (hold) {
                hold = false;
                pass(3_000, 3_000);
            }
            return wallMs;
        });
        hold = true;

        assertThat(heldUp.sleptWithin(0, Long.MAX_VALUE)).isFalse();
        pass(100, 100);
        assertThat(heldUp.sleptWithin(0, Long.MAX_VALUE)).isFalse();
    }

    @Test
    void whoeverAsksLooksFirst() {
        nowNs += 5 * MS;
        wallMs += 3_600_000;

        assertThat(watch.sleptWithin(1_002 * MS, 1_003 * MS)).isTrue();
    }

    @Test
    void everyJumpIsKept() {
        pass(100, 10_000);
        pass(100, 100);
        pass(100, 10_000);

        assertThat(watch.sleptWithin(0, 1_050 * MS)).isTrue();
        assertThat(watch.sleptWithin(1_101 * MS, 1_199 * MS)).isFalse();
        assertThat(watch.sleptWithin(1_250 * MS, 1_260 * MS)).isTrue();
    }

    private void pass(long monotonicMs, long wallClockMs) {
        nowNs += monotonicMs * MS;
        wallMs += wallClockMs;
        watch.look();
    }
}
