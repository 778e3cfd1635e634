package io.github.mlxgguf.analysis.crossover;

import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.GenerationBody;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one build took for one prompt in one round: medians over its iterations.
 *
 * @param requests number of generations
 * @param promptTokens the server's count
 * @param ttftMs from the request to the first text
 * @param outputTokens of those whose decoding was long enough to be timed; null if none was
 * @param msPerOutputToken from the first text to the last event, by the output tokens after the first; null as well
 */
record RequestCell(
        Work work,
        int round,
        int requests,
        double promptTokens,
        double ttftMs,
        @Nullable Double outputTokens,
        @Nullable Double msPerOutputToken) {

    /** The cells of one build, in the order of rounds, scenarios and prompts. */
    static List<RequestCell> of(SideEvidence side) {
        Map<Key, List<GenerationBody>> byCell = new TreeMap<>();
        for (GenerationBody generation : side.generations()) {
            if (counts(generation)) {
                byCell.computeIfAbsent(Key.of(generation), unused -> new ArrayList<>())
                        .add(generation);
            }
        }
        List<RequestCell> cells = new ArrayList<>();
        byCell.forEach((key, generations) -> cells.add(cell(key, generations)));
        return cells;
    }

    /**
     * Requests that wait for others take longer than their lengths tell. The prefill rate is only known where the prompt was in no
     * cache.
     */
    private static boolean counts(GenerationBody generation) {
        ScenarioId scenario = new ScenarioId(generation.scenario());
        Long promptTokens = generation.inputTokens();
        Double ttft = generation.ttftMs();
        return scenario.isBuiltIn()
                && !scenario.equals(ScenarioId.CONCURRENCY)
                && SideEvidence.isUsable(generation)
                && generation.prefillTokensPerSecond() != null
                && promptTokens != null
                && promptTokens > 0
                && ttft != null
                && ttft > 0;
    }

    private static RequestCell cell(Key key, List<GenerationBody> generations) {
        List<GenerationBody> decoded = generations.stream()
                .filter(generation -> msPerOutputToken(generation) != null)
                .toList();
        return new RequestCell(
                new Work(key.scenario(), key.prompt()),
                key.round(),
                generations.size(),
                median(generations, generation -> toDouble(generation.inputTokens())),
                median(generations, GenerationBody::ttftMs),
                decoded.isEmpty() ? null : (Double) median(decoded, answer -> toDouble(answer.outputTokens())),
                decoded.isEmpty() ? null : (Double) median(decoded, RequestCell::msPerOutputToken));
    }

    /** Null where even the decode rate is, because the answer was too short or came in too few pieces. */
    private static @Nullable Double msPerOutputToken(GenerationBody generation) {
        Double ttft = generation.ttftMs();
        Double e2e = generation.e2eMs();
        Long tokens = generation.outputTokens();
        if (generation.decodeTokensPerSecond() == null
                || ttft == null
                || e2e == null
                || e2e <= ttft
                || tokens == null
                || tokens < 2) {
            return null;
        }
        return (e2e - ttft) / (tokens - 1);
    }

    private static @Nullable Double toDouble(@Nullable Long tokens) {
        return tokens == null ? null : (Double) tokens.doubleValue();
    }

    private static double median(List<GenerationBody> generations, Function<GenerationBody, @Nullable Double> field) {
        return Objects.requireNonNull(Median.of(
                generations.stream().map(field).filter(Objects::nonNull).toList()));
    }

    private record Key(int round, String scenario, String prompt) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparingInt(Key::round).thenComparing(Key::scenario).thenComparing(Key::prompt);

        static Key of(GenerationBody generation) {
            return new Key(
                    generation.round(),
                    generation.scenario(),
                    generation.prompt().id());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }
}
