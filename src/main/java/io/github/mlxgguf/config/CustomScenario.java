package io.github.mlxgguf.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a scenario that the suite does not bring along: {@code enabled} and {@code rounds} as for every scenario, and whatever
 * its class reads.
 *
 * @param place where they stand in the file, for messages
 * @param values by key, as written, environment references resolved
 */
public record CustomScenario(boolean enabled, int rounds, String place, Map<String, String> values)
        implements ScenarioConfigs.Common {
    /** Copies the map. */
    public CustomScenario {
        values = Map.copyOf(values);
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
     * @throws ConfigException if something else stands there
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
        throw refused(key, "found \"" + value + "\"; allowed: a whole number, at least 1.");
    }

    /** The text that stands there. */
    public String text(String key, String fallback) {
        return values.getOrDefault(key, fallback);
    }

    /**
     * Refuses keys that its class does not know.
     *
     * @throws ConfigException naming them
     */
    public void requireKnown(Set<String> known) {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw refused(
                        key,
                        "unknown key; allowed: enabled, rounds"
                                + (known.isEmpty()
                                        ? ""
                                        : ", "
                                                + String.join(
                                                        ", ",
                                                        known.stream().sorted().toList()))
                                + "." + Suggestion.sentence(key, known));
            }
        }
    }

    private ConfigException refused(String key, String problem) {
        return new ConfigException("The configuration", List.of(place + "." + key + ": " + problem));
    }
}
