package io.github.mlxgguf.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.RunFixture.Measured;
import io.github.mlxgguf.monitor.SampleBuilder;
import io.github.mlxgguf.record.AnomalyBody;
import io.github.mlxgguf.record.Body;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.record.UnloadBody;
import io.github.mlxgguf.trace.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomalyBookTest {
    private static final long MS = 1_000_000;

    private final List<Sample> samples = new ArrayList<>();
    private long heldSinceNs = Long.MIN_VALUE;
    private final MemoryBooks.History history = new MemoryBooks.History() {
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
    };
    private final AnomalyBook book = new AnomalyBook(history, Duration.ofMillis(100), 100_000_000_000L);

    /** Records of a load (to 1 ns), a cell (to 1 ns) and an unload; the fixture's times are of no matter here. */
    private final RunFixture run = new RunFixture().planThreeRounds().start();

    @Test
    void whatHappensInACellIsTheCellsAndWhatHappensBetweenIsTheLoads() {
        long load = run.load(RunFixture.BASELINE, 1, 2);
        assertThat(book.after(last(LoadBody.class), 0)).isEmpty();
        swap(0, 0);
        swap(100, 20_000_000);
        run.cell(RunFixture.BASELINE, 1, load, 11_200_000_000L);

        List<AnomalyBody> found = book.after(last(ScenarioBody.class), 200 * MS);

        assertThat(found)
                .extracting(AnomalyBody::anomaly, AnomalyBody::variant, AnomalyBody::scenario, AnomalyBody::round)
                .containsExactly(tuple("swap_onset", "baseline", "simple-generation", 1));
        assertThat(book.last(300 * MS)).as("told once").isEmpty();
    }

    @Test
    void idleTimeIsLookedAtToo() {
        assertThat(book.last(0)).isEmpty();
        swap(100, 0);
        swap(200, 20_000_000);

        assertThat(book.last(300 * MS)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.anomaly()).isEqualTo("swap_onset");
            assertThat(anomaly.pair()).isNull();
            assertThat(anomaly.scenario()).isNull();
            assertThat(anomaly.startNs()).isEqualTo(100 * MS);
            assertThat(anomaly.endNs()).isEqualTo(200 * MS);
        });
    }

    @Test
    void betweenTwoCellsTheLoadedModelIsNamed() {
        run.load(RunFixture.CANDIDATE, 2, 2);
        book.after(last(LoadBody.class), 0);
        swap(100, 0);
        swap(200, 20_000_000);

        assertThat(book.last(300 * MS)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.variant()).isEqualTo("candidate");
            assertThat(anomaly.format()).isEqualTo("mlx");
            assertThat(anomaly.scenario()).isNull();
            assertThat(anomaly.round()).isEqualTo(2);
        });
    }

    @Test
    void aCourseThatSlowsDownOrGrowsIsFoundPromptByPromptAtTheEndOfItsCell() {
        long load = run.load(RunFixture.BASELINE, 1, 2);
        book.after(last(LoadBody.class), 0);
        for (int i = 0; i < 6; i++) {
            long startMs = i * 100L;
            run.ask("haiku", startMs, startMs + 90);
            run.generation(RunFixture.BASELINE, 1, load, i + 1, Measured.of(200, 50 - 2 * i));
            samples.add(new SampleBuilder()
                    .workerAnonBytes(500_000_000L + i * 10_000_000L)
                    .build((startMs + 50) * MS));
            assertThat(book.after(last(GenerationBody.class), 0)).isEmpty();
        }
        run.cell(RunFixture.BASELINE, 1, load, 11_200_000_000L);

        assertThat(book.after(last(ScenarioBody.class), 600 * MS))
                .extracting(AnomalyBody::anomaly, AnomalyBody::value, AnomalyBody::startNs, AnomalyBody::endNs)
                .containsExactly(
                        tuple("growth", 40_000_000.0, 0L, 590 * MS), tuple("throttling", 1 - 40.0 / 50, 0L, 590 * MS));

        run.cell(RunFixture.BASELINE, 1, load, 11_200_000_000L);
        assertThat(book.after(last(ScenarioBody.class), 700 * MS))
                .as("told once")
                .isEmpty();
    }

    @Test
    void requestsAtOnceHaveNoCourse() {
        long load = run.load(RunFixture.BASELINE, 1, 2);
        book.after(last(LoadBody.class), 0);
        for (int i = 0; i < 6; i++) {
            run.ask("haiku", i, 100 + i);
            run.generation(RunFixture.BASELINE, 1, load, i + 1, Measured.of(200, 50 - 4 * i));
            book.after(last(GenerationBody.class), 0);
        }
        run.cell(RunFixture.BASELINE, 1, load, 11_200_000_000L);

        assertThat(book.after(last(ScenarioBody.class), 600 * MS)).isEmpty();
    }

    @Test
    void theUnloadIsTheEndOfItsWorker() {
        long load = run.load(RunFixture.BASELINE, 1, 2);
        book.after(last(LoadBody.class), 0);
        for (int tick = 0; tick < 3; tick++) {
            samples.add(new SampleBuilder().workerPid(10L).build(tick * 100L * MS));
        }
        run.unload(RunFixture.BASELINE, 1, load);

        // The fixture's unload began right at the start, before the samples.
        assertThat(book.after(last(UnloadBody.class), 300 * MS)).isEmpty();
        samples.add(new SampleBuilder().build(300 * MS));
        samples.add(new SampleBuilder().build(400 * MS));
        samples.add(new SampleBuilder().build(500 * MS));
        assertThat(book.last(600 * MS)).isEmpty();
    }

    @Test
    void aWorkerThatEndsInAnUnloadWithoutRecordHasNotDied() {
        run.load(RunFixture.BASELINE, 1, 2);
        book.after(last(LoadBody.class), 0);
        for (int tick = 0; tick < 6; tick++) {
            samples.add(new SampleBuilder().workerPid(tick < 3 ? 10L : null).build(tick * 100L * MS));
        }

        book.unloadBegins(250 * MS);
        book.unloadBegins(550 * MS); // the interrupt's, which comes on top of the test's own

        assertThat(book.last(600 * MS)).isEmpty();
    }

    @Test
    void memoryFallsInALoadWithoutRecordAndMust() {
        samples.add(new SampleBuilder().availableBytes(50_000_000_000L).build(0));
        samples.add(new SampleBuilder().availableBytes(40_000_000_000L).build(200 * MS));

        book.loadBegins(100 * MS);

        assertThat(book.last(300 * MS)).isEmpty();
    }

    @Test
    void whatNoLongerIsInMemoryIsNoGap() {
        swap(0, 0);
        swap(100, 0);
        assertThat(book.last(200 * MS)).isEmpty();

        samples.clear();
        swap(60_000, 0);
        swap(60_100, 0);
        heldSinceNs = 60_000 * MS;
        assertThat(book.last(60_200 * MS)).isEmpty();

        swap(61_000, 0);
        assertThat(book.last(61_100 * MS)).extracting(AnomalyBody::anomaly).containsExactly("sampler_gap");
    }

    private <B extends Body> B last(Class<B> type) {
        List<B> bodies = run.data().bodies(type);
        return bodies.get(bodies.size() - 1);
    }

    private void swap(long atMs, long bytes) {
        samples.add(new SampleBuilder().swapUsedBytes(bytes).build(atMs * MS));
    }
}
