package io.github.mlxgguf.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The settings of every scenario; one that the file leaves out has its defaults. */
public record ScenarioConfigs(
        ColdStart coldStart,
        SimpleGeneration simpleGeneration,
        ContextStress contextStress,
        LeakDetection leakDetection,
        Moe moe,
        Concurrency concurrency) {

    /** Whether the scenario is to run. */
    public boolean enabled(ScenarioId scenario) {
        return switch (scenario) {
            case COLD_START -> coldStart.enabled();
            case SIMPLE_GENERATION -> simpleGeneration.enabled();
            case CONTEXT_STRESS -> contextStress.enabled();
            case LEAK_DETECTION -> leakDetection.enabled();
            case MOE -> moe.enabled();
            case CONCURRENCY -> concurrency.enabled();
        };
    }

    /** The same settings with exactly these scenarios enabled, also one that the file turned off. */
    public ScenarioConfigs only(Set<ScenarioId> chosen) {
        return new ScenarioConfigs(
                new ColdStart(chosen.contains(ScenarioId.COLD_START), coldStart.idle(), coldStart.baseline()),
                new SimpleGeneration(chosen.contains(ScenarioId.SIMPLE_GENERATION)),
                new ContextStress(
                        chosen.contains(ScenarioId.CONTEXT_STRESS),
                        contextStress.sizes(),
                        contextStress.document(),
                        contextStress.iterations()),
                new LeakDetection(
                        chosen.contains(ScenarioId.LEAK_DETECTION),
                        leakDetection.prompts(),
                        leakDetection.pause(),
                        leakDetection.rounds()),
                new Moe(chosen.contains(ScenarioId.MOE), moe.iterations(), moe.rounds()),
                new Concurrency(chosen.contains(ScenarioId.CONCURRENCY), concurrency.requests(), concurrency.rounds()));
    }

    /** The same with other pauses. */
    ScenarioConfigs withPauses(Duration idle, Duration baseline, Duration leakPause) {
        return new ScenarioConfigs(
                new ColdStart(coldStart.enabled(), idle, baseline),
                simpleGeneration,
                contextStress,
                new LeakDetection(leakDetection.enabled(), leakDetection.prompts(), leakPause, leakDetection.rounds()),
                moe,
                concurrency);
    }

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
