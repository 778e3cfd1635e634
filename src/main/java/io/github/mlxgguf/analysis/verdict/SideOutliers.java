package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.text.Numbers;
import java.util.Optional;

/**
 * Values of one build that lie far from the others of their load. They count like all others.
 *
 * @param count of them
 * @param n values in all
 */
public record SideOutliers(String label, int count, int n) {
    /** What a reader must know, or nothing where there is none. */
    public Optional<String> note() {
        return count == 0
                ? Optional.empty()
                : Optional.of(label + ": " + Numbers.count(count) + " of " + Numbers.counted(n, "value")
                        + (count == 1 ? " is an outlier; it is kept." : " are outliers; they are kept."));
    }
}
