package io.github.mlxgguf.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings of a scenario that the suite does not bring along: {@code enabled} and {@code rounds} as for every scenario, and whatever
 * its class reads.
 *
 * @param place where they stand in the file, for messages
 * @param values by key, as written, environment references resolved
 */
public record CustomScenario(boolean enabled, int rounds, String place, Map<String, String> values)
        implements ScenarioConfigs.Common {
    /** Copies the map; the order of the file stays. */
    public CustomScenario {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Enabled, in every round, with nothing set. */
    static CustomScenario defaults(ScenarioId id) {
        return new CustomScenario(true, Integer.MAX_VALUE, "scenarios." + id.id(), Map.of());
    }

    CustomScenario withEnabled(boolean other) {
        return new CustomScenario(other, rounds, place, values);
    }

    /**
     * A whole number above 0.
     *
     * @throws IllegalArgumentException if something else stands there, saying where; the cell breaks with it
     */
    public int wholeNumber(String key, int fallback) {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(value);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Reported below like any other value.
        }
        throw new IllegalArgumentException(
                place + "." + key + ": found \"" + value + "\"; allowed: a whole number, at least 1.");
    }

    /** The text that stands there. */
    public String text(String key, String fallback) {
        return values.getOrDefault(key, fallback);
    }

    /**
     * One sentence for each key that its class does not know, in the order of the file; empty if there is none.
     *
     * @param known the keys of the class
     */
    public List<String> unknownKeys(Set<String> known) {
        List<String> allowed = Stream.concat(
                        Stream.of("enabled", "rounds"), known.stream().sorted())
                .toList();
        return values.keySet().stream()
                .filter(key -> !known.contains(key))
                .map(key -> place + "." + key + ": unknown key; allowed: " + String.join(", ", allowed) + "."
                        + Suggestion.sentence(key, allowed))
                .toList();
    }
}
