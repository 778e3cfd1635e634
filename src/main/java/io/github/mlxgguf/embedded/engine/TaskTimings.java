package io.github.mlxgguf.embedded.engine;

/** The timing lines of one finished task; names as in {@link GenerationResult}. */
record TaskTimings(
        int task, int promptTokens, int processedPromptTokens, double promptMs, int outputTokens, double outputMs) {}
