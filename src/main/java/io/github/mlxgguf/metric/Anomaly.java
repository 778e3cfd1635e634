package io.github.mlxgguf.metric;

/**
 * Something unusual at a known time.
 *
 * @param startNs when it began, session clock
 * @param endNs when it was over or last seen; not before {@code startNs}
 * @param value how large it is, in {@link AnomalyKind#unit()}
 * @param text one sentence with the figures
 */
public record Anomaly(AnomalyKind kind, long startNs, long endNs, double value, String text) {}
