package io.github.mlxgguf.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.monitor.SampleBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
    private static final long MS = 1_000_000;
    private static final long GB = 1_000_000_000;
    private static final long MB = 1_000_000;

    private final AnomalyDetector detector = new AnomalyDetector(Duration.ofMillis(100), 100 * GB);
    private final List<Anomaly> found = new ArrayList<>();

    @Test
    void aSuddenLossOfMemoryIsToldOnceUntilItHasCalmedDown() {
        available(0, 50 * GB);
        available(500, 46 * GB);
        available(900, 45 * GB);
        assertThat(found).as("5 GB are the limit").isEmpty();

        available(1_000, 44 * GB);
        available(1_100, 40 * GB);
        assertThat(found)
                .containsExactly(new Anomaly(
                        AnomalyKind.FREE_MEMORY_DROPPED,
                        0,
                        1_000 * MS,
                        6 * GB,
                        "Available memory fell by 6.00 GB, 6.0 % of the machine's, within 1.0 s, to 44.00 GB."));

        quiet(1_200, 3_000, 40 * GB);
        available(3_000, 34 * GB);
        assertThat(found).hasSize(2).last().extracting(Anomaly::startNs).isEqualTo(2_900 * MS);
    }

    @Test
    void aSlowLossIsNone() {
        for (int i = 0; i <= 100; i++) {
            available(i * 100L, 50 * GB - i * 490L * MB);
        }

        assertThat(found).isEmpty();
    }

    @Test
    void memoryFallsInALoadAndMust() {
        detector.loading(200 * MS, 500 * MS);
        available(100, 50 * GB);
        available(200, 50 * GB);
        available(500, 20 * GB);
        available(600, 19 * GB);
        assertThat(found).isEmpty();

        available(700, 10 * GB);
        assertThat(found).singleElement().extracting(Anomaly::value).isEqualTo(9.0 * GB);
    }

    @Test
    void readingsThatAreFurtherApartThanASecondAreComparedToo() {
        available(0, 50 * GB);
        available(1_050, 50 * GB);
        available(2_100, 40 * GB);

        assertThat(found)
                .filteredOn(AnomalyDetectorTest::isNoGap)
                .singleElement()
                .extracting(Anomaly::kind, Anomaly::startNs)
                .containsExactly(AnomalyKind.FREE_MEMORY_DROPPED, 1_050 * MS);
    }

    @Test
    void onASlowGridAnyTwoReadingsAre() {
        AnomalyDetector slow = new AnomalyDetector(Duration.ofSeconds(2), 100 * GB);
        slow.accept(new SampleBuilder().availableBytes(50 * GB).build(0));

        assertThat(slow.accept(new SampleBuilder().availableBytes(44 * GB).build(2_100 * MS)))
                .extracting(Anomaly::kind)
                .containsExactly(AnomalyKind.FREE_MEMORY_DROPPED);
    }

    @Test
    void whatFellInALongGapFellNotSuddenly() {
        available(0, 50 * GB);
        available(100, 50 * GB);
        available(60_000, 40 * GB);
        available(60_100, 40 * GB);
        available(60_200, 39 * GB);

        assertThat(found).filteredOn(AnomalyDetectorTest::isNoGap).isEmpty();
    }

    @Test
    void nothingIsSuddenOnAMachineOfUnknownSize() {
        AnomalyDetector unknown = new AnomalyDetector(Duration.ofMillis(100), null);
        unknown.accept(new SampleBuilder().availableBytes(50 * GB).build(0));

        assertThat(unknown.accept(new SampleBuilder().availableBytes(1L).build(100 * MS)))
                .isEmpty();
    }

    @Test
    void theOnsetOfSwappingIsOneEventHoweverLongItGoesOn() {
        swap(0, 100 * MB);
        swap(30_000, 116 * MB);
        swap(60_000, 116 * MB);
        assertThat(found)
                .as("16 MB within a minute are the limit")
                .filteredOn(AnomalyDetectorTest::isNoGap)
                .isEmpty();

        swap(60_100, 134 * MB);
        swap(70_000, 900 * MB);
        swap(80_000, 1_900 * MB);
        assertThat(found)
                .filteredOn(AnomalyDetectorTest::isNoGap)
                .containsExactly(new Anomaly(
                        AnomalyKind.SWAP_ONSET,
                        60_000 * MS,
                        60_100 * MS,
                        18 * MB,
                        "Swap in use grew by 18.0 MB within 0.1 s, to 0.13 GB."));

        swap(150_000, 1_900 * MB);
        swap(151_000, 2_000 * MB);
        assertThat(found)
                .as("calm for a minute, and again")
                .filteredOn(AnomalyDetectorTest::isNoGap)
                .hasSize(2);
    }

    @Test
    void aWorkerThatIsReplacedWhileItsModelIsResident() {
        detector.resident(100 * MS, Long.MAX_VALUE);
        worker(0, 7L);
        worker(100, 10L);
        worker(200, 10L);
        assertThat(found).as("what ran before the load is another matter").isEmpty();

        worker(300, 11L);
        worker(400, 11L);

        assertThat(found)
                .containsExactly(new Anomaly(
                        AnomalyKind.WORKER_RESTARTED,
                        200 * MS,
                        300 * MS,
                        10,
                        "Worker process 10 was replaced by 11 while its model was in memory."));
    }

    @Test
    void aWorkerThatEndsIsMissedAtTheSecondTick() {
        detector.resident(0, Long.MAX_VALUE);
        worker(0, 10L);
        worker(100, 10L);
        worker(200, null);
        assertThat(found).isEmpty();

        worker(300, null);
        worker(400, null);
        worker(500, 11L);

        assertThat(found)
                .containsExactly(new Anomaly(
                        AnomalyKind.WORKER_RESTARTED,
                        100 * MS,
                        300 * MS,
                        10,
                        "Worker process 10 ended while its model was in memory."));
    }

    @Test
    void aWorkerThatIsReadOnceASecondIsNotMissedInBetween() {
        detector.resident(0, Long.MAX_VALUE);
        for (int tick = 0; tick <= 25; tick++) {
            worker(tick * 100L, tick == 0 || tick == 10 ? 10L : null);
        }
        assertThat(found).as("1.5 s").isEmpty();

        worker(2_600, null);
        assertThat(found).singleElement().extracting(Anomaly::startNs).isEqualTo(1_000 * MS);
    }

    @Test
    void aTickThatTheMonitorMissedMakesNobodyPatient() {
        detector.resident(0, 10_000 * MS);
        for (long at = 0; at <= 9_600; at += 100) {
            if (at != 2_100) {
                worker(at, 10L);
            }
        }
        assertThat(detector.workerPatience()).isEqualTo(Duration.ofMillis(150));
        worker(9_700, null);
        worker(9_800, null);
        worker(9_900, null);
        worker(10_000, null);

        assertThat(found).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.kind()).isEqualTo(AnomalyKind.WORKER_RESTARTED);
            assertThat(anomaly.startNs()).isEqualTo(9_600 * MS);
            assertThat(anomaly.endNs()).isEqualTo(9_800 * MS);
        });
    }

    @Test
    void nobodyLooksDuringAGapSoNoWorkerIsMissedInIt() {
        detector.resident(0, Long.MAX_VALUE);
        worker(0, 10L);
        worker(100, 10L);
        worker(200, null);
        worker(10_200, 10L);
        assertThat(found)
                .as("out of sight for one tick and a gap")
                .filteredOn(AnomalyDetectorTest::isNoGap)
                .isEmpty();

        for (long at = 10_300; at <= 10_700; at += 100) {
            worker(at, null);
        }
        assertThat(found)
                .as("two ticks out of sight are known by now")
                .filteredOn(AnomalyDetectorTest::isNoGap)
                .singleElement()
                .extracting(Anomaly::endNs)
                .isEqualTo(10_600 * MS);
    }

    @Test
    void theUnloadEndsItsWorker() {
        detector.resident(0, Long.MAX_VALUE);
        worker(0, 10L);
        worker(100, 10L);
        detector.resident(0, 200 * MS);
        worker(200, null);
        worker(300, null);
        worker(400, 12L);

        assertThat(found).isEmpty();
    }

    @Test
    void aWorkerThatWasMissingWhenTheUnloadBeganHadEnded() {
        detector.resident(0, 250 * MS);
        worker(0, 10L);
        worker(100, 10L);
        worker(200, null);
        worker(300, null);

        assertThat(found).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.startNs()).isEqualTo(100 * MS);
            assertThat(anomaly.endNs()).isEqualTo(200 * MS);
        });
    }

    @Test
    void aGapIsToldBySecondsAndFiveIntervalsAreNone() {
        worker(0, null);
        worker(500, null);
        assertThat(found).isEmpty();

        worker(1_250, null);
        assertThat(found)
                .containsExactly(new Anomaly(
                        AnomalyKind.SAMPLER_GAP,
                        500 * MS,
                        1_250 * MS,
                        0.75,
                        "The monitor brought no sample for 0.75 s; it should every 0.100 s."));
    }

    private static boolean isNoGap(Anomaly anomaly) {
        return anomaly.kind() != AnomalyKind.SAMPLER_GAP;
    }

    private void quiet(long fromMs, long untilMs, long bytes) {
        for (long at = fromMs; at < untilMs; at += 100) {
            available(at, bytes);
        }
    }

    private void available(long atMs, long bytes) {
        found.addAll(detector.accept(new SampleBuilder().availableBytes(bytes).build(atMs * MS)));
    }

    private void swap(long atMs, long bytes) {
        found.addAll(detector.accept(new SampleBuilder().swapUsedBytes(bytes).build(atMs * MS)));
    }

    private void worker(long atMs, @Nullable Long pid) {
        found.addAll(detector.accept(new SampleBuilder().workerPid(pid).build(atMs * MS)));
    }
}
