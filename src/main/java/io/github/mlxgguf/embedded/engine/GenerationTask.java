package io.github.mlxgguf.embedded.engine;

import org.jspecify.annotations.Nullable;

/**
 * One prompt and how to answer it. Null means the engine's default.
 *
 * @param prompt with the chat template already applied
 * @param maxOutputTokens above 0
 * @param temperature 0 for the most likely token each time
 * @param reasoning one of the model's settings; {@code off} for none
 */
public record GenerationTask(
        String prompt,
        int maxOutputTokens,
        @Nullable Double temperature,
        @Nullable Double topP,
        @Nullable Integer topK,
        @Nullable Double minP,
        @Nullable Double repeatPenalty,
        @Nullable String reasoning) {}
