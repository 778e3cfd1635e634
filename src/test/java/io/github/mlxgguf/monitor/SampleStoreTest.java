package io.github.mlxgguf.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SampleStoreTest {
    private final SampleStore store = new SampleStore(4);

    @Test
    void aSampleComesBackAsItWasWithAllItsNullsButWithoutSingleCores() {
        store.add(76, new SampleBuilder());
        store.add(77, SampleBuilderTest.full());
        store.add(78, new SampleBuilder());

        assertThat(store.between(77, 78))
                .containsExactly(SampleBuilderTest.full().cpuCores(null).build(77));
        assertThat(store.between(76, 77)).containsExactly(new SampleBuilder().build(76));
        assertThat(store.between(78, 79)).containsExactly(new SampleBuilder().build(78));
    }

    @Test
    void theStartBelongsToAnIntervalAndTheEndDoesNot() {
        addCommitted(10, 20, 30);

        assertThat(store.between(10, 30)).extracting(Sample::tNs).containsExactly(10L, 20L);
        assertThat(store.between(11, 31)).extracting(Sample::tNs).containsExactly(20L, 30L);
        assertThat(store.between(31, 99)).isEmpty();
        assertThat(store.between(0, 10)).isEmpty();
    }

    @Test
    void theOldestGoesWhenItIsFull() {
        addCommitted(10, 20, 30, 40, 50, 60);

        assertThat(store.size()).isEqualTo(4);
        assertThat(store.between(30, 99)).extracting(Sample::committedBytes).containsExactly(30L, 40L, 50L, 60L);
    }

    @Test
    void aSlotThatIsUsedAgainForgetsItsOldValues() {
        addCommitted(10, 20, 30, 40);
        store.add(50, new SampleBuilder().availableBytes(5L));

        Sample newest = store.between(50, 51).get(0);
        assertThat(newest.committedBytes()).isNull();
        assertThat(newest.availableBytes()).isEqualTo(5);
    }

    @Test
    void aQuestionBeyondItsMemoryIsAnsweredAndWarnedAboutOnce() {
        addCommitted(10, 20, 30, 40, 50);
        try (LogCapture log = new LogCapture(SampleStore.class)) {
            assertThat(store.between(0, 99)).hasSize(4);
            assertThat(store.between(0, 99)).hasSize(4);

            assertThat(log.messages())
                    .containsExactly(
                            "Samples from before 20 ns of the session are no longer in memory (it holds the last 4);"
                                    + " a phase that began earlier is summed up from its later part. samples.jsonl has them all.");
        }
    }

    @Test
    void itHoldsTwoHoursOnAFastGridToo() {
        assertThat(SampleStore.capacityFor(Duration.ofMillis(20))).isEqualTo(360_000);
        assertThat(SampleStore.capacityFor(Duration.ofMillis(100))).isEqualTo(72_000);
        assertThat(SampleStore.capacityFor(Duration.ofSeconds(1))).isEqualTo(72_000);
    }

    @Test
    void itSaysFromWhenOnAllAreThere() {
        addCommitted(10, 20, 30, 40);
        assertThat(store.heldSinceNs()).isEqualTo(Long.MIN_VALUE);

        addCommitted(50);
        assertThat(store.heldSinceNs()).isEqualTo(20);
    }

    private void addCommitted(long... times) {
        for (long time : times) {
            store.add(time, new SampleBuilder().committedBytes(time));
        }
    }
}
