package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.Verdict;
import io.github.mlxgguf.analysis.text.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * Candidate divided by baseline in one run.
 *
 * @param low of the 95 % interval; null under 3 loads of each build
 * @param high null where {@code low} is
 * @param grade how far the two builds were the same work in this run
 */
public record RatioPoint(
        String runId,
        String started,
        double value,
        @Nullable Double low,
        @Nullable Double high,
        Verdict verdict,
        Grade grade) {
    /** Whether the two figures must not be compared. */
    public boolean isWithheld() {
        return verdict == Verdict.WITHHELD || !grade.allowsVerdicts();
    }

    /** The ratio in words; no number where it is withheld. */
    public String words() {
        return isWithheld() ? "withheld (grade " + grade + ")" : Numbers.ratio(value, low, high);
    }
}
