package io.github.mlxgguf.embedded.engine;

/**
 * What the engine says about one answer.
 *
 * @param promptTokens all tokens of the prompt, the begin token included
 * @param processedPromptTokens those that were computed; the others came from the slot's cache
 * @param outputTokens tokens sampled
 * @param reasoningTokens those of them that came before the answer
 * @param promptMs computing the prompt up to the first token
 * @param outputMs from the first token to the last
 */
public record GenerationResult(
        int promptTokens,
        int processedPromptTokens,
        int outputTokens,
        int reasoningTokens,
        double promptMs,
        double outputMs,
        StopReason stopReason) {}
