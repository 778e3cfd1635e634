package io.github.mlxgguf.report.timeline;

import java.util.Arrays;

/**
 * The samples of a run of any length in a fixed number of buckets, each with the least and the greatest value of every series.
 * While there is room a bucket is one sample. When there is none, neighbours merge and a bucket holds twice as many: nothing is
 * read twice, and no extreme is lost. Buckets do not merge over a gap, so that a gap stays one.
 */
final class BucketStore {
    /** A step longer than so many intervals is a gap; the monitor's own measure. */
    static final int GAP_INTERVALS = 5;

    private static final int SERIES = TimelineSeries.ALL.size();
    private static final long[] NONE = {};

    private final int capacity;
    private int size;
    private int samplesPerBucket = 1;
    private long samples;
    private long intervalNs;
    private long longestMergedGapNs;
    private final long[] first;
    private final long[] last;
    private final int[] counts;
    private final long[][] least = new long[SERIES][];
    private final long[][] greatest = new long[SERIES][];

    BucketStore(int capacity) {
        if (capacity < 2) {
            throw new IllegalArgumentException("a time line needs at least 2 buckets, found " + capacity);
        }
        this.capacity = capacity;
        first = new long[capacity];
        last = new long[capacity];
        counts = new int[capacity];
        Arrays.fill(least, NONE);
        Arrays.fill(greatest, NONE);
    }

    private BucketStore(BucketStore other) {
        this(other.capacity);
        size = other.size;
        samplesPerBucket = other.samplesPerBucket;
        samples = other.samples;
        intervalNs = other.intervalNs;
        longestMergedGapNs = other.longestMergedGapNs;
        System.arraycopy(other.first, 0, first, 0, size);
        System.arraycopy(other.last, 0, last, 0, size);
        System.arraycopy(other.counts, 0, counts, 0, size);
        for (int series = 0; series < SERIES; series++) {
            least[series] = other.least[series].clone();
            greatest[series] = other.greatest[series].clone();
        }
    }

    /** A store of its own with the same content. */
    BucketStore copy() {
        return new BucketStore(this);
    }

    /** The same with half as many buckets or fewer. */
    BucketStore coarser() {
        BucketStore coarse = copy();
        coarse.halve();
        return coarse;
    }

    /** Takes the interval of the grid, which tells a gap from a step; without it the steps themselves tell. */
    void intervalNs(long interval) {
        intervalNs = interval;
    }

    /** Takes a sample; {@code atNs} does not fall. */
    void add(long atNs, long[] values) {
        samples++;
        if (size > 0 && counts[size - 1] < samplesPerBucket && !isGap(atNs - last[size - 1])) {
            last[size - 1] = atNs;
            counts[size - 1]++;
        } else {
            if (size == capacity) {
                halve();
                samples--;
                add(atNs, values);
                return;
            }
            first[size] = atNs;
            last[size] = atNs;
            counts[size] = 1;
            size++;
        }
        for (int series = 0; series < SERIES; series++) {
            widen(series, values[series]);
        }
    }

    int size() {
        return size;
    }

    long samples() {
        return samples;
    }

    int samplesPerBucket() {
        return samplesPerBucket;
    }

    /** The grid's interval; 0 if it is unknown and there are fewer than two samples. */
    long intervalNs() {
        return intervalNs > 0 || size < 2 ? intervalNs : medianStepNs();
    }

    /** The step from which on two buckets are apart; larger than {@link #GAP_INTERVALS} intervals only if there were too many gaps. */
    long gapNs() {
        return Math.max(GAP_INTERVALS * intervalNs(), longestMergedGapNs);
    }

    long firstNs(int bucket) {
        return first[bucket];
    }

    long lastNs(int bucket) {
        return last[bucket];
    }

    /** Whether a series was ever read; series are counted as in {@link TimelineSeries#ALL}. */
    boolean has(int series) {
        return least[series].length > 0;
    }

    /** Least value of a bucket, or {@link TimelineSeries#ABSENT}. */
    long least(int series, int bucket) {
        return least[series][bucket];
    }

    /** Greatest value of a bucket, or {@link TimelineSeries#ABSENT}. */
    long greatest(int series, int bucket) {
        return greatest[series][bucket];
    }

    private void widen(int series, long value) {
        int bucket = size - 1;
        if (least[series].length == 0) {
            if (value == TimelineSeries.ABSENT) {
                return;
            }
            least[series] = absent();
            greatest[series] = absent();
        }
        if (counts[bucket] == 1) {
            least[series][bucket] = value;
            greatest[series][bucket] = value;
        } else {
            include(series, bucket, value, value);
        }
    }

    private long[] absent() {
        long[] column = new long[capacity];
        Arrays.fill(column, TimelineSeries.ABSENT);
        return column;
    }

    private void include(int series, int bucket, long low, long high) {
        if (low == TimelineSeries.ABSENT) {
            return;
        }
        long known = least[series][bucket];
        least[series][bucket] = known == TimelineSeries.ABSENT ? low : Math.min(known, low);
        greatest[series][bucket] = Math.max(greatest[series][bucket], high);
    }

    private boolean isGap(long stepNs) {
        long gap = gapNs();
        return gap > 0 && stepNs > gap;
    }

    private void halve() {
        intervalNs = intervalNs();
        int enough = Math.max(1, size * 3 / 4);
        samplesPerBucket *= 2;
        mergeNeighbours();
        // So many gaps that they alone fill the store: the shorter ones give way.
        while (size > enough) {
            if (gapNs() <= last[size - 1] - first[0]) {
                longestMergedGapNs = Math.max(1, 2 * gapNs());
            } else {
                samplesPerBucket *= 2;
            }
            mergeNeighbours();
        }
    }

    private void mergeNeighbours() {
        int kept = 0;
        for (int next = 1; next < size; next++) {
            boolean fits = counts[kept] + counts[next] <= samplesPerBucket && !isGap(first[next] - last[kept]);
            if (!fits) {
                kept++;
                first[kept] = first[next];
                counts[kept] = counts[next];
            } else {
                counts[kept] += counts[next];
            }
            last[kept] = last[next];
            for (int series = 0; series < SERIES; series++) {
                if (least[series].length == 0) {
                    continue;
                }
                long low = least[series][next];
                long high = greatest[series][next];
                if (fits) {
                    include(series, kept, low, high);
                } else {
                    least[series][kept] = low;
                    greatest[series][kept] = high;
                }
            }
        }
        size = Math.min(size, kept + 1);
    }

    private long medianStepNs() {
        long[] steps = new long[size - 1];
        for (int bucket = 1; bucket < size; bucket++) {
            steps[bucket - 1] = first[bucket] - last[bucket - 1];
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }
}
