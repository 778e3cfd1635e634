package io.github.mlxgguf.embedded.engine;

import org.jspecify.annotations.Nullable;

/**
 * What an engine that knows its own truth says about one answer, also about a cancelled one. Times are
 * {@link System#nanoTime()} of the engine's process.
 *
 * @param number the how many-th answer of this engine, from 1, in the order in which prompts were accepted
 * @param firstTokenNs null without a token
 * @param lastTokenNs null without a token
 * @param cachedTokens tokens of the prompt that were not computed again
 * @param outputTokens reasoning and answer together
 * @param contextBytes memory allocated for contexts so far
 * @param leakedBytes memory that is lost for good so far, this answer included
 */
public record EngineStamps(
        int number,
        long prefillStartNs,
        @Nullable Long firstTokenNs,
        @Nullable Long lastTokenNs,
        int inputTokens,
        int cachedTokens,
        int outputTokens,
        int reasoningTokens,
        long contextBytes,
        long leakedBytes,
        boolean cancelled) {
    /** Tokens after the first, over the time from the first to the last; null under two tokens. */
    public @Nullable Double decodeTokensPerSecond() {
        return firstTokenNs == null || lastTokenNs == null || outputTokens < 2
                ? null
                : (outputTokens - 1) * 1e9 / (lastTokenNs - firstTokenNs);
    }
}
