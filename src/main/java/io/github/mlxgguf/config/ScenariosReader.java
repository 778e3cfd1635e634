package io.github.mlxgguf.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code scenarios}; one that is left out has its defaults. */
final class ScenariosReader {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration SHORTEST_BASELINE = Duration.ofSeconds(1);

    private ScenariosReader() {}

    static ScenarioConfigs read(YamlMap scenarios) {
        ScenarioConfigs configs = new ScenarioConfigs(
                coldStart(scenario(scenarios, ScenarioId.COLD_START)),
                simpleGeneration(scenario(scenarios, ScenarioId.SIMPLE_GENERATION)),
                contextStress(scenario(scenarios, ScenarioId.CONTEXT_STRESS)),
                leakDetection(scenario(scenarios, ScenarioId.LEAK_DETECTION)),
                moe(scenario(scenarios, ScenarioId.MOE)),
                concurrency(scenario(scenarios, ScenarioId.CONCURRENCY)),
                custom(scenarios));
        scenarios.finish();
        return configs;
    }

    /**
     * Scenarios that are not the suite's. Whether a class of that name exists is known to a run only, which refuses what nobody plays; a
     * name that resembles one of the suite's is a slip of the pen and left to {@link YamlMap#finish()}.
     */
    private static Map<ScenarioId, CustomScenario> custom(YamlMap scenarios) {
        Set<String> builtIn =
                ScenarioId.BUILT_IN.stream().map(ScenarioId::id).collect(Collectors.toCollection(LinkedHashSet::new));
        Map<ScenarioId, CustomScenario> custom = new LinkedHashMap<>();
        for (String key : scenarios.keys()) {
            if (!builtIn.contains(key) && Suggestion.sentence(key, builtIn).isEmpty()) {
                ScenarioId.parse(key).ifPresent(id -> custom.put(id, custom(scenarios.value(key))));
            }
        }
        return custom;
    }

    /** What its keys mean is known to its class only, which is asked when the run starts. */
    private static CustomScenario custom(YamlValue value) {
        YamlMap map = value.map();
        boolean enabled = enabled(map);
        int rounds = map.value("rounds").wholeNumber(Integer.MAX_VALUE, 1);
        Map<String, String> values = new LinkedHashMap<>();
        for (String key : map.keys()) {
            if (!key.equals("enabled") && !key.equals("rounds")) {
                values.put(key, map.value(key).requiredText());
            }
        }
        return new CustomScenario(enabled, rounds, value.place(), values);
    }

    private static YamlMap scenario(YamlMap scenarios, ScenarioId id) {
        return scenarios.value(id.id()).map();
    }

    private static boolean enabled(YamlMap map) {
        return map.value("enabled").flag(true);
    }

    private static ScenarioConfigs.ColdStart coldStart(YamlMap map) {
        ScenarioConfigs.ColdStart config = new ScenarioConfigs.ColdStart(
                enabled(map),
                map.value("idle").duration(Defaults.COLD_START_IDLE, Duration.ZERO, LONGEST_PAUSE),
                map.value("baseline").duration(Defaults.COLD_START_BASELINE, SHORTEST_BASELINE, LONGEST_PAUSE));
        map.finish();
        return config;
    }

    private static ScenarioConfigs.SimpleGeneration simpleGeneration(YamlMap map) {
        ScenarioConfigs.SimpleGeneration config = new ScenarioConfigs.SimpleGeneration(enabled(map));
        map.finish();
        return config;
    }

    private static ScenarioConfigs.ContextStress contextStress(YamlMap map) {
        ScenarioConfigs.ContextStress config = new ScenarioConfigs.ContextStress(
                enabled(map),
                sizes(map.value("sizes")),
                map.value("document").text(Defaults.CONTEXT_STRESS_DOCUMENT),
                map.value("iterations").wholeNumber(Defaults.CONTEXT_STRESS_ITERATIONS, 1));
        map.finish();
        return config;
    }

    private static List<Integer> sizes(YamlValue value) {
        if (value.isAbsent()) {
            return Defaults.CONTEXT_STRESS_SIZES;
        }
        List<YamlValue> elements = value.list("a list of whole numbers, such as [1000, 2000, 4000]");
        if (value.isList() && elements.isEmpty()) {
            value.refuse("an empty list", "at least one size");
        }
        List<Integer> sizes = new ArrayList<>();
        int last = 0;
        for (YamlValue element : elements) {
            int size = element.isAbsent() ? 0 : element.wholeNumber(last + 1, 1);
            if (element.isAbsent()) {
                element.refuse("nothing", "a whole number, at least 1");
            } else if (size <= last) {
                element.refuse(size + " after " + last, "sizes in ascending order");
            }
            last = size;
            sizes.add(size);
        }
        return sizes;
    }

    private static ScenarioConfigs.LeakDetection leakDetection(YamlMap map) {
        ScenarioConfigs.LeakDetection config = new ScenarioConfigs.LeakDetection(
                enabled(map),
                map.value("prompts").wholeNumber(Defaults.LEAK_DETECTION_PROMPTS, 1),
                map.value("pause").duration(Defaults.LEAK_DETECTION_PAUSE, Duration.ZERO, LONGEST_PAUSE),
                map.value("rounds").wholeNumber(Defaults.LEAK_DETECTION_ROUNDS, 1),
                fixedOutputTokens(map.value("fixed_output_tokens")));
        map.finish();
        return config;
    }

    private static @Nullable Integer fixedOutputTokens(YamlValue value) {
        return value.isAbsent() ? null : Integer.valueOf(value.wholeNumber(1, 1));
    }

    private static ScenarioConfigs.Moe moe(YamlMap map) {
        ScenarioConfigs.Moe config = new ScenarioConfigs.Moe(
                enabled(map),
                map.value("iterations").wholeNumber(Defaults.MOE_ITERATIONS, 1),
                map.value("rounds").wholeNumber(Defaults.MOE_ROUNDS, 1));
        map.finish();
        return config;
    }

    private static ScenarioConfigs.Concurrency concurrency(YamlMap map) {
        ScenarioConfigs.Concurrency config = new ScenarioConfigs.Concurrency(
                enabled(map),
                map.value("requests").wholeNumber(Defaults.CONCURRENCY_REQUESTS, 1),
                map.value("rounds").wholeNumber(Defaults.CONCURRENCY_ROUNDS, 1));
        map.finish();
        return config;
    }
}
