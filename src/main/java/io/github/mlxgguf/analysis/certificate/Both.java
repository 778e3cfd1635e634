package io.github.mlxgguf.analysis.certificate;

import java.util.function.Function;

/** One value for each build, with the names by which a sentence calls them. */
public record Both<T>(String baselineLabel, T baseline, String candidateLabel, T candidate) {
    /** Both values in words, for example {@code GGUF 1, MLX 4}. */
    String words(Function<T, String> word) {
        return baselineLabel + " " + word.apply(baseline) + ", " + candidateLabel + " " + word.apply(candidate);
    }
}
