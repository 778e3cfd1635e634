package io.github.mlxgguf.metric;

import java.util.ArrayDeque;
import java.util.Deque;

/** The highest value of the last while, or the lowest; where several are equal, the newest of them. */
final class SlidingExtreme {
    /** A value and when it was read. */
    record Reading(long tNs, long value) {}

    private long windowNs;
    private final int sign;
    private final Deque<Reading> candidates = new ArrayDeque<>();

    private SlidingExtreme(long windowNs, int sign) {
        this.windowNs = windowNs;
        this.sign = sign;
    }

    static SlidingExtreme highest(long windowNs) {
        return new SlidingExtreme(windowNs, 1);
    }

    static SlidingExtreme lowest(long windowNs) {
        return new SlidingExtreme(windowNs, -1);
    }

    /** Takes the newest value and tells the extreme of the window that ends with it. */
    Reading add(long tNs, long value) {
        while (!candidates.isEmpty() && sign * candidates.getLast().value() <= sign * value) {
            candidates.removeLast();
        }
        candidates.addLast(new Reading(tNs, value));
        while (candidates.getFirst().tNs() < tNs - windowNs) {
            candidates.removeFirst();
        }
        return candidates.getFirst();
    }

    /** The length of the window from the next value on. */
    void within(long windowNs) {
        this.windowNs = windowNs;
    }

    void forget() {
        candidates.clear();
    }
}
