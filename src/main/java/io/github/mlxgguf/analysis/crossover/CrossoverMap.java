package io.github.mlxgguf.analysis.crossover;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Time of a request as {@code fixed + prompt + output} for both builds, and who is faster where.
 *
 * @param promptTokens columns of the map
 * @param outputTokens rows of the map
 * @param zones row by row, in the order of {@code outputTokens}
 * @param sentences what it says, from the zones alone
 */
public record CrossoverMap(
        Fit baseline,
        Fit candidate,
        List<Integer> promptTokens,
        List<Integer> outputTokens,
        List<List<Zone>> zones,
        List<String> sentences) {
    /** Copies the lists. */
    public CrossoverMap {
        promptTokens = List.copyOf(promptTokens);
        outputTokens = List.copyOf(outputTokens);
        zones = zones.stream().map(List::copyOf).toList();
        sentences = List.copyOf(sentences);
    }

    /** Who is faster at one place of the map. */
    public enum Zone {
        BASELINE,
        CANDIDATE,
        /** The interval of the ratio holds 1, or lies within the band of practical equivalence; or no winner may be named at all. */
        UNDECIDED,
        /** Too far from everything that was measured. */
        UNMEASURED
    }

    /**
     * The fit of one build, in milliseconds: {@code fixedMs + msPerPromptToken · prompt} to the first text, and
     * {@code msPerOutputToken} for each output token after the first.
     *
     * @param points number of requests that it rests on
     * @param heldOut number of requests that were kept out of a fit and predicted by it
     * @param heldOutError median of the absolute errors of those predictions, as a share of what was measured, of the time to first
     *     text or of the time of an output token, whichever is larger; null without any
     */
    public record Fit(
            String label,
            double fixedMs,
            double msPerPromptToken,
            double msPerOutputToken,
            int points,
            int heldOut,
            @Nullable Double heldOutError) {}
}
