package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A machine that is read every 100 ms, by a clock that only a pause moves. The unload is answered at 10 s. */
class SettlingTest {
    private static final long MS = 1_000_000;
    private static final long UNLOADED_MS = 10_000;
    private static final long BASELINE = 2_000_000_000;
    private static final long NEAR = BASELINE + 300_000_000;

    private long nowNs = UNLOADED_MS * MS;

    @Test
    void memoryThatIsGoneAtOnceHasSettledWithTheFirstReading() {
        assertThat(await(BASELINE, ms -> NEAR)).isZero();
    }

    @Test
    void aWorkerThatKeepsItsMemoryForAWhileIsWaitedFor() {
        assertThat(await(BASELINE, ms -> ms < 11_700 ? NEAR + 1 : NEAR)).isEqualTo(1.7);
        assertThat(nowNs).as("and no longer").isEqualTo(11_800 * MS);
    }

    @Test
    void whatWasReadBeforeTheUnloadDoesNotCount() {
        assertThat(await(BASELINE, ms -> ms < UNLOADED_MS || ms >= 10_300 ? BASELINE : 2 * BASELINE))
                .isEqualTo(0.3);
    }

    @Test
    void memoryThatNeverComesBackIsWaitedForThirtySecondsAndHasNotSettled() {
        assertThat(await(BASELINE, ms -> NEAR + 1)).isNull();
        assertThat(nowNs).isBetween(40_000 * MS, 40_500 * MS);
    }

    @Test
    void withoutReadingsOrABaselineNothingIsKnown() {
        assertThat(await(null, ms -> BASELINE)).isNull();
        assertThat(nowNs).as("nothing is waited for").isEqualTo(UNLOADED_MS * MS);
        assertThat(await(BASELINE, ms -> null)).isNull();
    }

    private interface Machine {
        @Nullable
        Long committedAt(long ms);
    }

    private @Nullable Double await(@Nullable Long baseline, Machine machine) {
        MemoryBooks.History history = (from, to) -> {
            List<Sample> samples = new ArrayList<>();
            for (long ms = 0; ms * MS < Math.min(to, nowNs); ms += 100) {
                if (ms * MS >= from) {
                    samples.add(new SampleBuilder()
                            .committedBytes(machine.committedAt(ms))
                            .build(ms * MS));
                }
            }
            return samples;
        };
        return new Settling(history, () -> nowNs, this::pause).await(baseline, UNLOADED_MS * MS);
    }

    private void pause(Duration duration) {
        nowNs += duration.toNanos();
    }
}
