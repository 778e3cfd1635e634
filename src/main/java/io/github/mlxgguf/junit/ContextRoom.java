package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.prompt.Document;
import io.github.mlxgguf.prompt.Prompt;

/** Whether a prompt has room in the context; before it is asked, since a server may cut it without a word. */
final class ContextRoom {
    /** Tokenizers with small vocabularies need up to a fifth more tokens than the estimate. */
    private static final double MARGIN = 1.2;
    /** Salt and chat template. */
    private static final int AROUND = 64;

    private ContextRoom() {}

    /** By the context that was asked for, so that both builds of a pair get the same prompts. */
    static boolean fits(Prompt prompt, BenchmarkConfig config) {
        return fits(Document.estimatedTokens(prompt.text()), config);
    }

    /** The same for so many estimated tokens, before there is a prompt of them. */
    static boolean fits(int estimatedTokens, BenchmarkConfig config) {
        double tokens = estimatedTokens * MARGIN + AROUND + config.run().maxOutputTokens();
        return tokens <= config.load().contextLength();
    }
}
