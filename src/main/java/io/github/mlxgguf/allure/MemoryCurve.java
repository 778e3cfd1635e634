package io.github.mlxgguf.allure;

import java.util.Arrays;

/**
 * One memory figure over a stretch of time, thinned to a fixed number of equal fields: of each, the least and the greatest reading,
 * so that no peak is lost.
 */
final class MemoryCurve {
    static final int FIELDS = 320;

    private final long startNs;
    private final long endNs;
    private final long[] least = new long[FIELDS];
    private final long[] greatest = new long[FIELDS];
    private final boolean[] read = new boolean[FIELDS];
    private long highestBytes;
    private long highestAtNs;
    private long lowestBytes;
    private boolean any;

    MemoryCurve(long startNs, long endNs) {
        this.startNs = startNs;
        this.endNs = Math.max(endNs, startNs + 1);
        Arrays.fill(least, Long.MAX_VALUE);
        Arrays.fill(greatest, Long.MIN_VALUE);
    }

    /** Takes a reading; one outside of the time is passed over. */
    void add(long atNs, long bytes) {
        if (atNs < startNs || atNs > endNs) {
            return;
        }
        int field = (int) Math.min(FIELDS - 1L, (long) ((double) (atNs - startNs) / (endNs - startNs) * FIELDS));
        least[field] = Math.min(least[field], bytes);
        greatest[field] = Math.max(greatest[field], bytes);
        read[field] = true;
        if (!any || bytes > highestBytes) {
            highestBytes = bytes;
            highestAtNs = atNs;
        }
        lowestBytes = any ? Math.min(lowestBytes, bytes) : bytes;
        any = true;
    }

    /** Whether nothing was read. */
    boolean isEmpty() {
        return !any;
    }

    boolean has(int field) {
        return read[field];
    }

    long least(int field) {
        return least[field];
    }

    long greatest(int field) {
        return greatest[field];
    }

    /** The middle of a field, in seconds after the start. */
    double seconds(int field) {
        return (field + 0.5) / FIELDS * (endNs - startNs) / 1e9;
    }

    long highestBytes() {
        return highestBytes;
    }

    long lowestBytes() {
        return lowestBytes;
    }

    /** When the highest reading was taken, in seconds after the start. */
    double highestSeconds() {
        return (highestAtNs - startNs) / 1e9;
    }
}
