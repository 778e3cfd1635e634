package io.github.mlxgguf.embedded.simulation;

/** How long a model has worked since its load: the time in which at least one answer was in the making. */
final class BusyTime {
    private int working;
    private long sinceNs;
    private long beforeNs;

    synchronized void begin(long nowNs) {
        if (working == 0) {
            sinceNs = nowNs;
        }
        working++;
    }

    synchronized void end(long nowNs) {
        working--;
        if (working == 0) {
            beforeNs += nowNs - sinceNs;
        }
    }

    synchronized double seconds(long nowNs) {
        return (beforeNs + (working > 0 ? nowNs - sinceNs : 0)) / 1e9;
    }
}
