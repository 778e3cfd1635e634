package io.github.mlxgguf.config;

import java.time.Duration;
import java.util.List;

/** The settings of every scenario; one that the file leaves out has its defaults. */
public record ScenarioConfigs(
        ColdStart coldStart,
        SimpleGeneration simpleGeneration,
        ContextStress contextStress,
        LeakDetection leakDetection,
        Moe moe,
        Concurrency concurrency) {

    /**
     * Load time and memory of a model that nobody talks to.
     *
     * @param idle how long memory is watched after the load
     * @param baseline how long it is watched before; every load has this baseline, with or without this scenario
     */
    public record ColdStart(boolean enabled, Duration idle, Duration baseline) {}

    /** A short standard prompt, some hundred tokens of answer. */
    public record SimpleGeneration(boolean enabled) {}

    /** Summaries of a growing document. */
    public record ContextStress(boolean enabled, List<Integer> sizes, String document, int iterations) {
        /** Copies the list. */
        public ContextStress {
            sizes = List.copyOf(sizes);
        }
    }

    /** Many prompts with pauses, memory after each. */
    public record LeakDetection(boolean enabled, int prompts, Duration pause, int rounds) {}

    /** Prompts of several kinds for mixture-of-experts models. */
    public record Moe(boolean enabled, int iterations, int rounds) {}

    /** Several requests at once. */
    public record Concurrency(boolean enabled, int requests, int rounds) {}
}
