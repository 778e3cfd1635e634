package io.github.mlxgguf.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What would give a run a pair to compare, where no pair of its plan is complete. */
public final class MissingPair {
    /** For a config without pairs: a model that every Mac can hold, in the two builds of the shipped config's first pair. */
    static final String ANY_PAIR = "Get a pair with `lms get llama-3.2-1b-instruct@q8_0 --gguf` and"
            + " `lms get llama-3.2-1b-instruct@8bit --mlx`.";

    private static final String COMMAND = "lms ";

    private MissingPair() {}

    /**
     * The cheapest way to a complete pair: what the smallest pair lacks of which one build is there; if no build of any pair is, what
     * the first pair lacks. A sentence or two, with the commands.
     *
     * @return empty if a pair is complete
     */
    public static Optional<String> cure(MatrixPlan plan) {
        if (plan.loads().isEmpty()) {
            return Optional.of(ANY_PAIR);
        }
        Map<String, List<PlannedLoad>> pairs = plan.builds().stream()
                .collect(Collectors.groupingBy(load -> load.pair().name(), LinkedHashMap::new, Collectors.toList()));
        List<List<PlannedLoad>> halves = new ArrayList<>();
        for (List<PlannedLoad> pair : pairs.values()) {
            long missing = pair.stream().filter(load -> load.missing() != null).count();
            if (missing == 0) {
                return Optional.empty();
            }
            if (missing < pair.size()) {
                halves.add(pair);
            }
        }
        return halves.stream()
                .min(Comparator.comparing(MissingPair::sizeOfHalf, Comparator.nullsLast(Comparator.naturalOrder())))
                .map(pair -> sentence("Complete", pair))
                .or(() -> Optional.of(sentence("Get", pairs.values().iterator().next())));
    }

    private static @Nullable Long sizeOfHalf(List<PlannedLoad> pair) {
        return pair.stream()
                .map(PlannedLoad::model)
                .filter(Objects::nonNull)
                .map(model -> model.sizeBytes())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static String sentence(String verb, List<PlannedLoad> pair) {
        List<String> cures = pair.stream()
                .map(PlannedLoad::missing)
                .filter(Objects::nonNull)
                .map(PlannedLoad.Missing::remedy)
                .distinct()
                .toList();
        if (!cures.stream().allMatch(cure -> cure.startsWith(COMMAND))) {
            return pair.get(0).pair().name() + ": " + String.join(" ", cures);
        }
        return cures.stream()
                .map(command -> "`" + command + "`")
                .collect(Collectors.joining(
                        " and ", verb + " " + pair.get(0).pair().name() + " with ", "."));
    }
}
