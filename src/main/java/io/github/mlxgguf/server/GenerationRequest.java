package io.github.mlxgguf.server;

import org.jspecify.annotations.Nullable;

/**
 * One prompt and how to answer it; equal for both builds of a pair.
 *
 * @param prompt the text, salt included
 * @param maxOutputTokens above 0
 * @param temperature 0 for the most likely token each time
 * @param reasoning the reasoning switch, or null for a model without one
 */
public record GenerationRequest(
        String prompt,
        int maxOutputTokens,
        double temperature,
        @Nullable String reasoning) {}
