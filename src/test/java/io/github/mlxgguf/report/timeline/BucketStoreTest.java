package io.github.mlxgguf.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketStoreTest {
    private static final int COMMITTED = 0;
    private static final int AVAILABLE = 1;
    private static final long STEP = 100;

    @Test
    void eachSampleIsKeptWhileThereIsRoom() {
        BucketStore store = new BucketStore(8);
        IntStream.range(0, 8).forEach(i -> store.add(i * STEP, values((long) i * i, TimelineSeries.ABSENT)));

        assertThat(store.size()).isEqualTo(8);
        assertThat(store.samplesPerBucket()).isEqualTo(1);
        for (int i = 0; i < 8; i++) {
            assertThat(store.firstNs(i)).isEqualTo(i * STEP);
            assertThat(store.lastNs(i)).isEqualTo(i * STEP);
            assertThat(store.least(COMMITTED, i)).isEqualTo((long) i * i);
            assertThat(store.greatest(COMMITTED, i)).isEqualTo((long) i * i);
        }
        assertThat(store.has(AVAILABLE)).isFalse();
    }

    @Test
    void neighboursMergeAndKeepLeastAndGreatest() {
        BucketStore store = new BucketStore(4);
        long[] course = {5, 9, 1, 7, 3};
        IntStream.range(0, 5).forEach(i -> store.add(i * STEP, values(course[i], i == 2 ? 40 : TimelineSeries.ABSENT)));

        assertThat(store.size()).isEqualTo(3);
        assertThat(store.samplesPerBucket()).isEqualTo(2);
        assertThat(store.samples()).isEqualTo(5);
        assertThat(bucket(store, 0)).containsExactly(0, STEP, 5, 9);
        assertThat(bucket(store, 1)).containsExactly(2 * STEP, 3 * STEP, 1, 7);
        assertThat(bucket(store, 2)).containsExactly(4 * STEP, 4 * STEP, 3, 3);
        assertThat(store.least(AVAILABLE, 0)).isEqualTo(TimelineSeries.ABSENT);
        assertThat(store.least(AVAILABLE, 1)).isEqualTo(40);
        assertThat(store.greatest(AVAILABLE, 1)).isEqualTo(40);
        assertThat(store.least(AVAILABLE, 2)).isEqualTo(TimelineSeries.ABSENT);
    }

    @Test
    void everyExtremeOfALongRunSurvivesInBoundedRoom() {
        BucketStore store = new BucketStore(64);
        for (int i = 0; i < 100_000; i++) {
            store.add(i * STEP, values(i == 77_777 ? 1_000 : i == 33_333 ? -1_000 : i % 10, TimelineSeries.ABSENT));
        }

        assertThat(store.size()).isBetween(32, 64);
        assertThat(store.samples()).isEqualTo(100_000);
        assertThat(IntStream.range(0, store.size())
                        .mapToLong(i -> store.greatest(COMMITTED, i))
                        .max())
                .hasValue(1_000);
        assertThat(IntStream.range(0, store.size())
                        .mapToLong(i -> store.least(COMMITTED, i))
                        .min())
                .hasValue(-1_000);
        int spike = IntStream.range(0, store.size())
                .filter(i -> store.greatest(COMMITTED, i) == 1_000)
                .findFirst()
                .orElseThrow();
        assertThat(77_777 * STEP).isBetween(store.firstNs(spike), store.lastNs(spike));
        assertThat(store.coarser().size()).isLessThanOrEqualTo(store.size() / 2 + 1);
    }

    @Test
    void bucketsDoNotMergeOverAGap() {
        BucketStore store = new BucketStore(16);
        long pause = 50 * STEP;
        for (int i = 0; i < 200; i++) {
            store.add(i * STEP + (i < 101 ? 0 : pause), values(1, TimelineSeries.ABSENT));
        }

        assertThat(store.intervalNs()).isEqualTo(STEP);
        assertThat(IntStream.range(1, store.size())
                        .mapToLong(i -> store.firstNs(i) - store.lastNs(i - 1))
                        .filter(step -> step > store.gapNs()))
                .containsExactly(pause + STEP);
    }

    @Test
    void moreGapsThanBucketsStillFit() {
        BucketStore store = new BucketStore(16);
        store.intervalNs(STEP);
        for (int i = 0; i < 1_000; i++) {
            store.add(i * (20 * STEP), values(i, TimelineSeries.ABSENT));
        }

        assertThat(store.size()).isBetween(1, 16);
        assertThat(IntStream.range(0, store.size())
                        .mapToLong(i -> store.greatest(COMMITTED, i))
                        .max())
                .hasValue(999);
    }

    @Test
    void aCopyStaysAsItWas() {
        BucketStore store = new BucketStore(2);
        store.add(0, values(1, 2));
        BucketStore copy = store.copy();
        IntStream.range(1, 9).forEach(i -> store.add(i * STEP, values(100, 200)));

        assertThat(copy.size()).isEqualTo(1);
        assertThat(bucket(copy, 0)).containsExactly(0, 0, 1, 1);
    }

    @Test
    void lessThanTwoBucketsAreRefused() {
        assertThatThrownBy(() -> new BucketStore(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a time line needs at least 2 buckets, found 1");
    }

    private static long[] bucket(BucketStore store, int bucket) {
        return new long[] {
            store.firstNs(bucket),
            store.lastNs(bucket),
            store.least(COMMITTED, bucket),
            store.greatest(COMMITTED, bucket)
        };
    }

    private static long[] values(long committed, long available) {
        long[] values = new long[TimelineSeries.ALL.size()];
        Arrays.fill(values, TimelineSeries.ABSENT);
        values[COMMITTED] = committed;
        values[AVAILABLE] = available;
        return values;
    }
}
