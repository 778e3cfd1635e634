package io.github.mlxgguf.calibration;

import io.github.mlxgguf.metric.GenerationFigures;
import io.github.mlxgguf.trace.GenerationTrace;
import org.jspecify.annotations.Nullable;

/**
 * How far the figures of one generation are from what the server really did.
 *
 * @param ttftMs measured minus true TTFT; what lies between is the way through the loopback, twice
 * @param decodeShare measured over true decode rate, minus 1; null for an answer too short for a rate
 * @param outputTokens measured minus true number of tokens
 * @param inputTokens the same of the prompt
 */
record TimingErrors(double ttftMs, @Nullable Double decodeShare, long outputTokens, long inputTokens) {
    private static final double NS_PER_MS = 1e6;

    /**
     * Compares.
     *
     * @param maxOutputTokens the limit of the request
     */
    static TimingErrors of(GenerationTrace trace, int maxOutputTokens, TrueGeneration truth) {
        GenerationFigures figures = GenerationFigures.from(trace, maxOutputTokens, true);
        Double ttft = figures.ttftMs();
        Long output = figures.outputTokens();
        Long input = figures.inputTokens();
        if (ttft == null || output == null || input == null) {
            throw new IllegalArgumentException("a generation without figures can't be compared: " + figures);
        }
        double trueTtftMs = (truth.firstSentNs() - truth.receivedNs()) / NS_PER_MS;
        Double decode = figures.decodeTokensPerSecond();
        Double trueDecode = truth.decodeTokensPerSecond();
        return new TimingErrors(
                ttft - trueTtftMs,
                decode == null || trueDecode == null ? null : (Double) (decode / trueDecode - 1),
                output - truth.outputTokens(),
                input - truth.inputTokens());
    }
}
