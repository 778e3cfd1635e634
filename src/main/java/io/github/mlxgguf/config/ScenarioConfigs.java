package io.github.mlxgguf.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of every scenario; one that the file leaves out has its defaults.
 *
 * @param custom the settings of scenarios that the suite does not bring along, by id
 */
public record ScenarioConfigs(
        ColdStart coldStart,
        SimpleGeneration simpleGeneration,
        ContextStress contextStress,
        LeakDetection leakDetection,
        Moe moe,
        Concurrency concurrency,
        Map<ScenarioId, CustomScenario> custom) {
    /** Copies the map; the order of the file stays. */
    public ScenarioConfigs {
        custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
    }

    /** What holds for every scenario. */
    public interface Common {
        /** Whether it is to run. */
        boolean enabled();

        /** In how many of the rounds it runs, from the first on. */
        default int rounds() {
            return Integer.MAX_VALUE;
        }
    }

    /** What the file says of a scenario; one that it does not name is enabled and runs in every round. */
    public Common of(ScenarioId scenario) {
        Common builtIn = builtIn().get(scenario);
        if (builtIn != null) {
            return builtIn;
        }
        return custom(scenario);
    }

    /** The settings of a scenario that the suite does not bring along; empty if the file has none. */
    public CustomScenario custom(ScenarioId scenario) {
        return custom.getOrDefault(scenario, CustomScenario.defaults(scenario));
    }

    /** Whether the scenario is to run. */
    public boolean enabled(ScenarioId scenario) {
        return of(scenario).enabled();
    }

    private Map<ScenarioId, Common> builtIn() {
        return Map.of(
                ScenarioId.COLD_START, coldStart,
                ScenarioId.SIMPLE_GENERATION, simpleGeneration,
                ScenarioId.CONTEXT_STRESS, contextStress,
                ScenarioId.LEAK_DETECTION, leakDetection,
                ScenarioId.MOE, moe,
                ScenarioId.CONCURRENCY, concurrency);
    }

    /** The same settings with exactly these scenarios enabled, also one that the file turned off. */
    public ScenarioConfigs only(Set<ScenarioId> chosen) {
        Map<ScenarioId, CustomScenario> others = new LinkedHashMap<>();
        custom.forEach((id, settings) -> others.put(id, settings.withEnabled(chosen.contains(id))));
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
                        leakDetection.rounds(),
                        leakDetection.fixedOutputTokens()),
                new Moe(chosen.contains(ScenarioId.MOE), moe.iterations(), moe.rounds()),
                new Concurrency(chosen.contains(ScenarioId.CONCURRENCY), concurrency.requests(), concurrency.rounds()),
                others);
    }

    /** The same with other pauses. */
    ScenarioConfigs withPauses(Duration idle, Duration baseline, Duration leakPause) {
        return new ScenarioConfigs(
                new ColdStart(coldStart.enabled(), idle, baseline),
                simpleGeneration,
                contextStress,
                new LeakDetection(
                        leakDetection.enabled(),
                        leakDetection.prompts(),
                        leakPause,
                        leakDetection.rounds(),
                        leakDetection.fixedOutputTokens()),
                moe,
                concurrency,
                custom);
    }

    /**
     * Load time and memory of a model that nobody talks to.
     *
     * @param idle how long memory is watched after the load
     * @param baseline how long it is watched before; every load has this baseline, with or without this scenario
     */
    public record ColdStart(boolean enabled, Duration idle, Duration baseline) implements Common {}

    /** A short standard prompt, some hundred tokens of answer. */
    public record SimpleGeneration(boolean enabled) implements Common {}

    /**
     * Summaries of a growing document.
     *
     * @param sizes of the document in tokens, ascending
     * @param document file with the text, beside the config file unless absolute
     */
    public record ContextStress(boolean enabled, List<Integer> sizes, String document, int iterations)
            implements Common {
        /** Copies the list. */
        public ContextStress {
            sizes = List.copyOf(sizes);
        }
    }

    /**
     * Many prompts with pauses, memory after each.
     *
     * @param fixedOutputTokens null for varied prompts; else one prompt again and again whose answer is cut at so many tokens, so that
     *     every request does the same work, which the verdict on a leak needs
     */
    public record LeakDetection(
            boolean enabled,
            int prompts,
            Duration pause,
            int rounds,
            @Nullable Integer fixedOutputTokens) implements Common {}

    /** Prompts of several kinds for mixture-of-experts models. */
    public record Moe(boolean enabled, int iterations, int rounds) implements Common {}

    /** Several requests at once. */
    public record Concurrency(boolean enabled, int requests, int rounds) implements Common {}
}
