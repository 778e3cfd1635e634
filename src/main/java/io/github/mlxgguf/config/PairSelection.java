package io.github.mlxgguf.config;

import java.util.List;

/** Picks the pairs that {@code -Dbench.pairs} names, in the order of the configuration. */
final class PairSelection {
    private PairSelection() {}

    /**
     * The named pairs, or all if none is named; upper and lower case are one.
     *
     * @throws ConfigException if a name is no pair of the configuration
     */
    static List<PairConfig> select(List<String> names, BenchmarkConfig config) {
        if (names.isEmpty()) {
            return config.pairs();
        }
        List<String> known = config.pairs().stream().map(PairConfig::name).toList();
        List<String> problems = names.stream()
                .filter(name -> known.stream().noneMatch(name::equalsIgnoreCase))
                .map(name -> "-Dbench.pairs: found \"" + name + "\"; allowed: "
                        + (known.isEmpty() ? "nothing, as there is no pair in " : String.join(", ", known) + ", as in ")
                        + config.source() + "." + Suggestion.sentence(name, known))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigException("The command line", problems);
        }
        return config.pairs().stream()
                .filter(pair -> names.stream().anyMatch(pair.name()::equalsIgnoreCase))
                .toList();
    }
}
