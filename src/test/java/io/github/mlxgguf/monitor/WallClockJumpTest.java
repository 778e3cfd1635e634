package io.github.mlxgguf.monitor;

import static io.github.mlxgguf.monitor.FakeTime.MS;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.metric.PhaseStatistics;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Samples belong to phases by the monotonic clock; what the wall clock does meanwhile moves none of them. */
class WallClockJumpTest {
    private static final long HOUR_MS = 3_600_000;

    private final FakeTime time = new FakeTime();
    private final AtomicLong wallOffsetMs = new AtomicLong();
    private final SampleStore store = new SampleStore(SampleStore.DEFAULT_CAPACITY);
    private final SleepWatch sleep =
            new SleepWatch(time::nowNs, () -> time.nowNs() / MS + 1_000 * HOUR_MS + wallOffsetMs.get());

    @Test
    void aWallClockThatIsSetBackWithinAPhaseMovesNoSampleToAnother() {
        List<Sample> delivered = new ArrayList<>();
        Sampler sampler = new Sampler(
                time.clock(),
                Duration.ofMillis(100),
                List.of(FakeProbe.quick(this::read)),
                sample -> {
                    sleep.look();
                    delivered.add(sample);
                },
                store,
                time::park,
                ThreadMeter.NONE);
        time.at(1950, sampler::close);
        try (LogCapture log = new LogCapture(SleepWatch.class)) {
            sampler.runGrid();
            assertThat(log.messages()).hasSize(1);
        }
        PhaseInterval prefill = new PhaseInterval(Phase.PREFILL, 0, 1000 * MS);
        PhaseInterval decode = new PhaseInterval(Phase.DECODE, 1000 * MS, 2000 * MS);

        assertThat(delivered).extracting(Sample::tNs).isSorted().hasSize(20);
        assertThat(store.between(prefill.startNs(), prefill.endNs()))
                .hasSize(10)
                .allMatch(sample -> sample.committedBytes() != null && sample.committedBytes() == 1_000);
        assertThat(PhaseStatistics.of(store.between(0, 2000 * MS), List.of(prefill, decode)))
                .isEqualTo(PhaseStatistics.of(withoutAJump(), List.of(prefill, decode)));
        // It is seen all the same: a clock that was set looks like a sleep.
        assertThat(sleep.sleptWithin(prefill.startNs(), prefill.endNs())).isTrue();
        assertThat(sleep.sleptWithin(decode.startNs(), decode.endNs())).isFalse();
    }

    /** The wall clock goes back an hour in the middle of the first second; memory rises with the second one. */
    private void read(SampleBuilder sample) {
        if (time.nowNs() == 500 * MS) {
            wallOffsetMs.set(-HOUR_MS);
        }
        sample.committedBytes(time.nowNs() < 1000 * MS ? 1_000L : 2_000L);
    }

    private static List<Sample> withoutAJump() {
        List<Sample> samples = new ArrayList<>();
        for (int tick = 0; tick < 20; tick++) {
            samples.add(new SampleBuilder()
                    .committedBytes(tick < 10 ? 1_000L : 2_000L)
                    .build(tick * 100L * MS));
        }
        return samples;
    }
}
