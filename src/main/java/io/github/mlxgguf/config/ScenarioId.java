package io.github.mlxgguf.config;

import java.util.Arrays;
import java.util.Optional;

/** The scenarios of the suite, in the order in which they run. */
public enum ScenarioId {
    COLD_START("cold-start"),
    SIMPLE_GENERATION("simple-generation"),
    CONTEXT_STRESS("context-stress"),
    LEAK_DETECTION("leak-detection"),
    MOE("moe"),
    /** Last, on a load of its own, so that a crash costs no other cell. */
    CONCURRENCY("concurrency");

    private final String id;

    ScenarioId(String id) {
        this.id = id;
    }

    /** The spelling used in the config, in {@code -Dbench.scenarios} and in records. */
    public String id() {
        return id;
    }

    /** The scenario whose {@link #id()} is {@code id}, or empty. */
    public static Optional<ScenarioId> fromId(String id) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.id.equals(id))
                .findFirst();
    }
}
