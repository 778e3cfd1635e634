package io.github.mlxgguf.analysis.evidence;

import io.github.mlxgguf.record.GenerationBody;
import org.jspecify.annotations.Nullable;

/**
 * What a figure was measured on: a whole scenario, or one prompt of a scenario that asks several. A figure over different prompts
 * would be a median over different work.
 *
 * @param prompt id of the prompt, or null for the scenario as a whole
 */
public record Work(String scenario, @Nullable String prompt) {
    public static Work of(String scenario) {
        return new Work(scenario, null);
    }

    public boolean covers(GenerationBody generation) {
        return generation.scenario().equals(scenario)
                && (prompt == null || generation.prompt().id().equals(prompt));
    }
}
