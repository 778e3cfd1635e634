package io.github.mlxgguf.monitor;

/** Deadlines at {@code start + n × interval}. A deadline that has passed is skipped, never caught up in a burst. */
final class FixedGrid {
    private final long startNs;
    private final long intervalNs;
    private long tick;

    FixedGrid(long startNs, long intervalNs) {
        this.startNs = startNs;
        this.intervalNs = intervalNs;
    }

    long deadlineNs() {
        return startNs + tick * intervalNs;
    }

    /**
     * Goes on to the first later deadline that is not yet over.
     *
     * @return how many deadlines were skipped
     */
    long advance(long nowNs) {
        long next = tick + 1;
        long firstOpen = -Math.floorDiv(startNs - nowNs, intervalNs);
        tick = Math.max(next, firstOpen);
        return tick - next;
    }
}
