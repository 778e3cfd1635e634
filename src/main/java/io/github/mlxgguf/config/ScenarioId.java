package io.github.mlxgguf.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a scenario, as the config, {@code -Dbench.scenarios} and the records spell it. The six of the suite are constants; more
 * may be written, see "A scenario of your own" in {@code TESTING.md}.
 *
 * @param id lower-case words with hyphens
 */
public record ScenarioId(String id) {
    // First: the constants below are checked against it.
    private static final Pattern WORDS = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public static final ScenarioId COLD_START = new ScenarioId("cold-start");
    public static final ScenarioId SIMPLE_GENERATION = new ScenarioId("simple-generation");
    public static final ScenarioId CONTEXT_STRESS = new ScenarioId("context-stress");
    public static final ScenarioId LEAK_DETECTION = new ScenarioId("leak-detection");
    public static final ScenarioId MOE = new ScenarioId("moe");
    /** Last, on a load of its own, so that a crash costs no other cell. */
    public static final ScenarioId CONCURRENCY = new ScenarioId("concurrency");

    /** The scenarios that the suite brings along, in the order in which they run. */
    public static final List<ScenarioId> BUILT_IN =
            List.of(COLD_START, SIMPLE_GENERATION, CONTEXT_STRESS, LEAK_DETECTION, MOE, CONCURRENCY);

    /**
     * Refuses a name that could not stand in a file or on a command line.
     *
     * @throws IllegalArgumentException if it is not made of lower-case words with hyphens
     */
    public ScenarioId {
        if (!WORDS.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "expected lower-case words with hyphens as the id of a scenario, found \"" + id + "\"");
        }
    }

    /** The id of a name; empty if it is not made of lower-case words with hyphens. */
    public static Optional<ScenarioId> parse(String name) {
        return WORDS.matcher(name).matches() ? Optional.of(new ScenarioId(name)) : Optional.empty();
    }

    /** Whether the suite brings it along. */
    public boolean isBuiltIn() {
        return BUILT_IN.contains(this);
    }

    @Override
    public String toString() {
        return id;
    }
}
