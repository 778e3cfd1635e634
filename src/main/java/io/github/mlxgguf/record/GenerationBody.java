package io.github.mlxgguf.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One generation, warm-up ones included. The figures are defined in {@code docs/METHODOLOGY.md}; null is unknown.
 *
 * @param loadSeq {@code seq} of the load that it ran on
 * @param iteration from 1 within its cell, role and prompt
 * @param energyJ energy of the package from start to end, in joules; null where power is not known, mostly under 4.5 s
 * @param joulesPerToken that energy divided by the output tokens
 * @param deltas number of text events, which is not the number of tokens
 * @param finish {@code length} if the tokens reached the limit, else null: the API does not say
 * @param responseSha256 of the answer's UTF-8 bytes
 * @param responseChars length of the answer in UTF-16 units
 */
public record GenerationBody(
        String pair,
        String variant,
        String format,
        String modelKey,
        String scenario,
        int round,
        long loadSeq,
        int iteration,
        String role,
        PromptInfo prompt,
        Parameters parameters,
        long startNs,
        long endNs,
        @Nullable Double ttftMs,
        @Nullable Double ttftAnswerMs,
        @Nullable Double prefillMs,
        @Nullable Double e2eMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Long reasoningTokens,
        int deltas,
        @Nullable Double prefillTokensPerSecond,
        @Nullable Double decodeTokensPerSecond,
        @Nullable Double effectiveTokensPerSecond,
        @Nullable Itl itlMs,
        @Nullable Double energyJ,
        @Nullable Double joulesPerToken,
        @Nullable ServerStatsInfo serverStats,
        @Nullable String finish,
        @Nullable String responseSha256,
        @Nullable Integer responseChars,
        List<Check> checks,
        List<String> flags,
        @Nullable FailureInfo failure)
        implements Body {
    /** Copies the lists. */
    public GenerationBody {
        checks = List.copyOf(checks);
        flags = List.copyOf(flags);
    }

    /**
     * What was asked.
     *
     * @param id of the standard prompt
     * @param sha256 of the whole prompt's UTF-8 bytes, salt included
     * @param salt the text at its start that keeps it out of every prompt cache
     */
    public record PromptInfo(String id, String sha256, String salt) {}

    /** How it was asked. */
    public record Parameters(
            int maxOutputTokens,
            double temperature,
            @Nullable String reasoning) {}

    /** Gaps between text events, in milliseconds. */
    public record Itl(double p50, double p95, double p99, double max) {}

    /** The server's own figures, as sent. */
    public record ServerStatsInfo(
            @Nullable Long inputTokens,
            @Nullable Long totalOutputTokens,
            @Nullable Long reasoningOutputTokens,
            @Nullable Double tokensPerSecond,
            @Nullable Double timeToFirstTokenSeconds,
            @Nullable Double modelLoadTimeSeconds) {}

    /**
     * A check of the answer's content, beside its speed.
     *
     * @param passed null if it was not judged
     * @param detail what was expected and found, or why it was not judged
     */
    public record Check(String id, @Nullable Boolean passed, String detail) {}
}
