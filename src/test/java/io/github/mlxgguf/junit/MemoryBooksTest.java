package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.record.MemoryStat;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryBooksTest {
    private static final long MS = 1_000_000;
    private static final PhaseInterval FIRST = new PhaseInterval(Phase.BASELINE, 0, 500 * MS);
    private static final PhaseInterval SECOND = new PhaseInterval(Phase.BASELINE, 500 * MS, 1_000 * MS);

    private final List<Sample> samples = new ArrayList<>();
    private long heldSinceNs = Long.MIN_VALUE;
    private final MemoryBooks books = new MemoryBooks(
            new MemoryBooks.History() {
                @Override
                public List<Sample> between(long from, long to) {
                    return samples.stream()
                            .filter(sample -> sample.tNs() >= from && sample.tNs() < to)
                            .toList();
                }

                @Override
                public long heldSinceNs() {
                    return heldSinceNs;
                }
            },
            Duration.ofMillis(100),
            1_000_000_000L);

    @Test
    void aPhaseHasTheSamplesOfItsTimeOnly() {
        add(0, 100, 0L, 1, null);
        add(400, 300, 0L, 1, null);
        add(500, 900, 0L, 1, null);

        assertThat(books.byPhase(List.of(FIRST)).get(0).metrics().get("committed_bytes"))
                .isEqualTo(new MemoryStat(200, null, 2));
        assertThat(books.medianCommitted(SECOND)).isEqualTo(900);
        assertThat(books.medianCommitted(new PhaseInterval(Phase.IDLE, 2_000 * MS, 3_000 * MS)))
                .as("not read is unknown")
                .isNull();
    }

    @Test
    void swapPressureAndALateSamplerAreConditions() {
        add(0, 100, 1_000_000L, 1, null);
        add(100, 100, 17_000_000L, 2, null);
        assertThat(books.conditions(0, 200 * MS)).as("16 MB is the limit").containsExactly("pressure");

        add(601, 100, 17_000_001L, 1, null);
        assertThat(books.conditions(0, 1_000 * MS)).containsExactly("swap_grew", "pressure", "sampler_late");
    }

    @Test
    void aBaselineFarFromAnyOtherHasDriftedNotOnlyFromTheFirst() {
        add(100, 1_000_000_000, 0L, 1, null);
        add(600, 1_280_000_000, 0L, 1, null);
        add(1_100, 720_000_000, 0L, 1, null);
        PhaseInterval third = new PhaseInterval(Phase.BASELINE, 1_000 * MS, 1_500 * MS);

        assertThat(books.drifted(FIRST)).isFalse();
        assertThat(books.drifted(SECOND)).isFalse();
        assertThat(books.drifted(third)).as("0.56 GB below the second").isTrue();
    }

    @Test
    void aSamplerThatDiedLongBeforeIsLateToo() {
        add(2_900, 100, 0L, 1, null);

        assertThat(books.conditions(33_000 * MS, 34_000 * MS)).containsExactly("sampler_late");
        assertThat(books.conditions(73_000 * MS, 300_000 * MS)).containsExactly("sampler_late");
    }

    @Test
    void whatNoLongerIsInMemoryDoesNotMakeTheSamplerLate() {
        add(60_000, 100, 0L, 1, null);

        heldSinceNs = 60_000 * MS;
        assertThat(books.conditions(0, 60_100 * MS)).isEmpty();

        heldSinceNs = Long.MIN_VALUE;
        assertThat(books.conditions(0, 60_100 * MS)).containsExactly("sampler_late");
    }

    @Test
    void aBaselineFarFromTheFirstHasDrifted() {
        add(100, 1_000_000_000, 0L, 1, null);
        add(600, 1_300_000_001, 0L, 1, null);

        assertThat(books.drifted(FIRST)).isFalse();
        assertThat(books.drifted(SECOND)).isTrue();
    }

    @Test
    void aProcessorInUseBeforeALoadIsNoQuietMachine() {
        add(0, 100, 0L, 1, 0.1);
        add(100, 100, 0L, 1, null);
        add(200, 100, 0L, 1, 0.3);
        assertThat(books.busy(FIRST)).as("20 % on average is the limit").isFalse();

        add(300, 100, 0L, 1, 0.3);
        assertThat(books.busy(FIRST)).isTrue();
        assertThat(books.busy(SECOND)).as("not read is not busy").isFalse();
    }

    private void add(long atMs, long committed, long swap, int pressure, @Nullable Double cpuUser) {
        samples.add(new SampleBuilder()
                .committedBytes(committed)
                .swapUsedBytes(swap)
                .pressure(pressure)
                .cpuUser(cpuUser)
                .cpuSystem(cpuUser == null ? null : 0.0)
                .build(atMs * MS));
    }
}
