package io.github.mlxgguf.metric;

/** Nanoseconds of the session clock as milliseconds of a figure. */
final class Milliseconds {
    private static final double NS_PER_MS = 1e6;

    private Milliseconds() {}

    static double between(long fromNs, long toNs) {
        return (toNs - fromNs) / NS_PER_MS;
    }
}
