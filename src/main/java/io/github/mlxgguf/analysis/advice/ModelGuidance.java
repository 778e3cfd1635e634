package io.github.mlxgguf.analysis.advice;

import java.util.List;

/**
 * What a reader should know of a model beyond its figures.
 *
 * @param pair the pair's name
 * @param measured sentences that this run's figures bear
 * @param background sentences that need no measurement and rest on none
 */
public record ModelGuidance(String pair, List<String> measured, List<String> background) {
    /** Copies the lists. */
    public ModelGuidance {
        measured = List.copyOf(measured);
        background = List.copyOf(background);
    }
}
