package io.github.mlxgguf.analysis.change;

import org.jspecify.annotations.Nullable;

/**
 * Where a figure was measured.
 *
 * @param variant {@code baseline} or {@code candidate}
 * @param label of the build, for example {@code MLX}
 * @param prompt id of the one prompt that it is about, or null for the scenario as a whole
 */
public record Place(
        String pair,
        String variant,
        String label,
        String scenario,
        @Nullable String prompt) {
    /** For example {@code Llama 3.2 1B, MLX, context-stress, document-1000}. */
    public String words() {
        return pair + ", " + label + ", " + scenario + (prompt == null ? "" : ", " + prompt);
    }

    /** The cell that it is part of: the whole scenario of the build. */
    Place cell() {
        return prompt == null ? this : new Place(pair, variant, label, scenario, null);
    }
}
