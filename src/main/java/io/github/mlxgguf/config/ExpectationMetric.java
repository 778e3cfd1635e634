package io.github.mlxgguf.config;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an expectation can be about. Every ratio is candidate divided by baseline (MLX / GGUF), of a metric of
 * {@code summary.json}.
 */
public enum ExpectationMetric {
    /** Decode speed. */
    DECODE_RATIO("decode_ratio", "decode_tokens_per_second", ScenarioId.SIMPLE_GENERATION, true),
    /** Prefill speed. */
    PREFILL_RATIO("prefill_ratio", "prefill_tokens_per_second", ScenarioId.SIMPLE_GENERATION, true),
    /** Time to first text. */
    TTFT_RATIO("ttft_ratio", "ttft_ms", ScenarioId.SIMPLE_GENERATION, true),
    /** Speed over the whole request. */
    EFFECTIVE_RATIO("effective_ratio", "effective_tokens_per_second", ScenarioId.SIMPLE_GENERATION, true),
    /** Time of repeated loads; load times stand under cold-start whatever else runs on the load. */
    LOAD_RATIO("load_ratio", "load_seconds", ScenarioId.COLD_START, false),
    /** Peak memory growth. */
    PEAK_MEMORY_RATIO("peak_memory_ratio", "headline_bytes", ScenarioId.SIMPLE_GENERATION, true),
    /** Size of the files over peak memory growth. */
    EFFICIENCY_RATIO("efficiency_ratio", "efficiency", ScenarioId.SIMPLE_GENERATION, true),
    /** Memory that each build keeps with every request, in MB: no ratio, and both builds must meet it. */
    LEAK_MB_PER_REQUEST("leak_mb_per_request", "mb_per_request", ScenarioId.LEAK_DETECTION, false);

    private final String id;
    private final String summaryMetric;
    private final String defaultScenario;
    private final boolean scenarioOfChoice;

    ExpectationMetric(String id, String summaryMetric, ScenarioId defaultScenario, boolean scenarioOfChoice) {
        this.id = id;
        this.summaryMetric = summaryMetric;
        this.defaultScenario = defaultScenario.id();
        this.scenarioOfChoice = scenarioOfChoice;
    }

    /** The spelling used in the config, in records and in {@code summary.json}. */
    public String id() {
        return id;
    }

    /** The {@code name} in the summary's {@code metrics}; for the leak the field in its {@code leak}. */
    public String summaryMetric() {
        return summaryMetric;
    }

    /** The id of the scenario that is meant where the config names none. */
    public String defaultScenario() {
        return defaultScenario;
    }

    /** Whether another scenario may be named after an {@code @}. */
    public boolean hasScenarioOfChoice() {
        return scenarioOfChoice;
    }

    /** The metric as the config writes it, for example {@code decode_ratio} or {@code decode_ratio@context-stress}. */
    public String in(String scenario) {
        return scenario.equals(defaultScenario()) ? id : id + "@" + scenario;
    }

    /** The metric whose {@link #id()} is {@code id}, or empty. */
    public static Optional<ExpectationMetric> fromId(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id.equals(id)).findFirst();
    }
}
