package io.github.mlxgguf.report.plot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The least and the greatest of what was read in each of a fixed number of buckets. */
final class MemorySeries {
    private static final long ABSENT = Long.MIN_VALUE;

    private final long[] least;
    private final long[] greatest;

    MemorySeries(int buckets) {
        least = new long[buckets];
        greatest = new long[buckets];
        Arrays.fill(least, ABSENT);
        Arrays.fill(greatest, ABSENT);
    }

    void add(int bucket, @Nullable Long bytes) {
        if (bytes != null) {
            least[bucket] = has(bucket) ? Math.min(least[bucket], bytes) : bytes;
            greatest[bucket] = Math.max(greatest[bucket], bytes);
        }
    }

    boolean has(int bucket) {
        return greatest[bucket] != ABSENT;
    }

    boolean isEmpty() {
        return highest() < 0;
    }

    long least(int bucket) {
        return least[bucket];
    }

    long greatest(int bucket) {
        return greatest[bucket];
    }

    /** The first bucket with the highest value; -1 if nothing was read. */
    int highest() {
        int highest = -1;
        for (int i = 0; i < greatest.length; i++) {
            if (has(i) && (highest < 0 || greatest[i] > greatest[highest])) {
                highest = i;
            }
        }
        return highest;
    }
}
