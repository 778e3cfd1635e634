package io.github.mlxgguf.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SamplesAheadTest {
    private static final SampleLine SAMPLE = new SampleLine(1, BodyFixtures.sample(5));
    /** More than there is room for. */
    private static final int MANY = SamplesAhead.SAMPLES_A_BATCH * (SamplesAhead.BATCHES_AHEAD + 4);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, SamplesAhead.SAMPLES_A_BATCH, SamplesAhead.SAMPLES_A_BATCH + 1, MANY + 7})
    void samplesComeInOrderOnTheThreadThatAsked(int count) {
        AtomicReference<Thread> reader = new AtomicReference<>();
        List<Integer> taken = new ArrayList<>();

        SamplesAhead.forEach(
                samples -> {
                    reader.set(Thread.currentThread());
                    IntStream.range(0, count).forEach(i -> samples.accept(new SampleLine(i, SAMPLE.sample())));
                },
                sample -> {
                    assertThat(Thread.currentThread()).isNotSameAs(reader.get());
                    taken.add(sample.session());
                });

        assertThat(taken)
                .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
        assertThat(reader.get()).isNotNull().matches(thread -> !thread.isAlive());
    }

    @Test
    void whatTheReadingThrowsComesAfterTheSamplesBeforeIt() {
        ResultsException unreadable = new ResultsException("cannot read");
        AtomicInteger taken = new AtomicInteger();

        assertThatThrownBy(() -> SamplesAhead.forEach(
                        samples -> {
                            IntStream.range(0, MANY).forEach(i -> samples.accept(SAMPLE));
                            throw unreadable;
                        },
                        sample -> taken.incrementAndGet()))
                .isSameAs(unreadable);
        assertThat(taken).hasValue(MANY);
    }

    @Test
    void anErrorOfTheReadingIsThrownAsItIs() {
        Error error = new OutOfMemoryError("in a test");

        assertThatThrownBy(() -> SamplesAhead.forEach(
                        samples -> {
                            throw error;
                        },
                        sample -> {}))
                .isSameAs(error);
    }

    /** The reader waits for room that nobody will make. */
    @Test
    void whoFailsToTakeASampleLeavesNoThreadBehind() {
        IllegalStateException full = new IllegalStateException("disk full");
        AtomicReference<Thread> reader = new AtomicReference<>();
        AtomicReference<Throwable> uncaught = new AtomicReference<>();

        assertThatThrownBy(() -> SamplesAhead.forEach(
                        samples -> {
                            reader.set(Thread.currentThread());
                            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> uncaught.set(e));
                            IntStream.range(0, 2 * MANY).forEach(i -> samples.accept(SAMPLE));
                        },
                        sample -> {
                            throw full;
                        }))
                .isSameAs(full);
        assertThat(reader.get()).isNotNull().matches(thread -> !thread.isAlive());
        assertThat(uncaught).hasNullValue();
    }

    @Test
    void anInterruptEndsTheReading() {
        AtomicReference<Thread> reader = new AtomicReference<>();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> SamplesAhead.forEach(
                        samples -> {
                            reader.set(Thread.currentThread());
                            IntStream.range(0, 2 * MANY).forEach(i -> samples.accept(SAMPLE));
                        },
                        sample -> {}))
                .isInstanceOf(ResultsException.class)
                .hasMessage("cannot read the samples: the reading thread was interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(reader.get()).isNotNull().matches(thread -> !thread.isAlive());
    }
}
