package io.github.mlxgguf.trace;

import org.jspecify.annotations.Nullable;

/**
 * What the server said about one generation. Token counts are its to tell; its times and rates are a cross-check only, since
 * their meaning changed between versions.
 *
 * @param inputTokens tokens of the prompt after the chat template
 * @param outputTokens tokens generated, reasoning included
 * @param reasoningTokens tokens of reasoning among them
 * @param tokensPerSecond the server's own rate
 * @param timeToFirstTokenSeconds the server's own TTFT
 * @param modelLoadSeconds set when this request loaded the model; such a request measures nothing
 */
public record ServerStats(
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Long reasoningTokens,
        @Nullable Double tokensPerSecond,
        @Nullable Double timeToFirstTokenSeconds,
        @Nullable Double modelLoadSeconds) {
    /** Nothing was said. */
    public static final ServerStats NONE = new ServerStats(null, null, null, null, null, null);
}
