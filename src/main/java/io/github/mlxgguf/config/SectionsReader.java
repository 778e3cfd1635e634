package io.github.mlxgguf.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the small sections of the file. */
final class SectionsReader {
    /** Engines refuse or ignore less. */
    private static final int SMALLEST_CONTEXT = 256;

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(20);
    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(10);
    private static final double WIDEST_EQUIVALENCE = 0.5;

    private SectionsReader() {}

    static DiscoverConfig discover(YamlMap map) {
        DiscoverConfig config = new DiscoverConfig(
                map.value("enabled").flag(Defaults.DISCOVER_ENABLED),
                map.value("max_pairs").wholeNumber(Defaults.DISCOVER_MAX_PAIRS, 1),
                map.value("smallest_first").flag(Defaults.DISCOVER_SMALLEST_FIRST));
        map.finish();
        return config;
    }

    static LoadSettings load(YamlMap map) {
        YamlValue parallelValue = map.value("parallel");
        @Nullable Integer parallel = parallelValue.isAbsent() ? null : Integer.valueOf(parallelValue.wholeNumber(1, 1));
        LoadSettings config = new LoadSettings(
                map.value("context_length").wholeNumber(Defaults.CONTEXT_LENGTH, SMALLEST_CONTEXT), parallel);
        map.finish();
        return config;
    }

    static RunConfig run(YamlMap map) {
        RunConfig config = new RunConfig(
                map.value("rounds").wholeNumber(Defaults.ROUNDS, 1),
                map.value("warmup").wholeNumber(Defaults.WARMUP, 0),
                map.value("iterations").wholeNumber(Defaults.ITERATIONS, 1),
                CooldownReader.read(map.value("cooldown")),
                map.value("seed").wholeNumber(Defaults.SEED),
                map.value("max_output_tokens").wholeNumber(Defaults.MAX_OUTPUT_TOKENS, 1),
                map.value("temperature").decimal(Defaults.TEMPERATURE, 0, Double.MAX_VALUE, "a number, at least 0"));
        map.finish();
        return config;
    }

    static MonitorConfig monitor(YamlMap map) {
        MonitorConfig config = new MonitorConfig(
                map.value("interval").duration(Defaults.MONITOR_INTERVAL, SHORTEST_INTERVAL, LONGEST_INTERVAL));
        map.finish();
        return config;
    }

    static List<DeploymentConfig> deployment(YamlValue value) {
        List<DeploymentConfig> deployments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlValue element : value.list("a list of machines")) {
            YamlMap map = element.map();
            YamlValue name = map.value("name");
            DeploymentConfig deployment = new DeploymentConfig(
                    name.requiredText(),
                    budget(map.value("memory_budget_gb")),
                    map.value("concurrency").wholeNumber(Defaults.DEPLOYMENT_CONCURRENCY, 1),
                    map.value("priority").choice(Choices.PRIORITIES, Defaults.DEPLOYMENT_PRIORITY));
            map.finish();
            if (!deployment.name().isBlank() && !names.add(deployment.name().toLowerCase(Locale.ROOT))) {
                name.refuse("\"" + deployment.name() + "\" again", "a name of its own for every machine");
            }
            deployments.add(deployment);
        }
        return deployments;
    }

    private static double budget(YamlValue value) {
        String allowed = "gigabytes, more than 0";
        if (value.isAbsent()) {
            value.report("missing; allowed: " + allowed + ".");
        }
        return value.decimal(1, Double.MIN_VALUE, Double.MAX_VALUE, allowed);
    }

    static ReportConfig report(YamlMap map) {
        ReportConfig config = new ReportConfig(map.value("practical_equivalence")
                .decimal(
                        Defaults.PRACTICAL_EQUIVALENCE,
                        0,
                        WIDEST_EQUIVALENCE,
                        "a number from 0 to " + WIDEST_EQUIVALENCE + ", such as 0.03 for 3 %"));
        map.finish();
        return config;
    }
}
