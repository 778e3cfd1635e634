package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.ScenarioFindings.Kind;
import io.github.mlxgguf.analysis.ScenarioFindings.Moe;
import io.github.mlxgguf.analysis.ScenarioFindings.Spread;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.evidence.WorkOfScenarios;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.config.ScenarioId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decode speed by kind of work. */
final class MoeReader {
    private static final String SCENARIO = ScenarioId.MOE.id();

    /** What the prompts of the scenario stand for; another prompt stands for itself. */
    private static final Map<String, String> KINDS = Map.of(
            "train-speed", "maths",
            "short-story", "creative writing",
            "fibonacci", "code",
            "fruits-by-colour", "facts");

    private MoeReader() {}

    static Moe read(PairEvidence pair, PairRows rows) {
        if (!pair.scenarios().contains(SCENARIO)) {
            return new Moe(List.of(), null, null);
        }
        List<Kind> kinds = new ArrayList<>();
        for (Work work : WorkOfScenarios.of(pair, SCENARIO)) {
            String prompt = work.prompt() == null ? onlyPrompt(pair) : work.prompt();
            rows.metric(Figure.DECODE_TOKENS_PER_SECOND, work)
                    .map(metric -> kind(prompt, metric))
                    .ifPresent(kinds::add);
        }
        return new Moe(kinds, spread(kinds, Kind::baseline), spread(kinds, Kind::candidate));
    }

    private static Kind kind(String prompt, Metric metric) {
        return new Kind(
                KINDS.getOrDefault(prompt, prompt),
                prompt,
                metric.baseline().median(),
                metric.candidate().median(),
                metric.ratio().value());
    }

    private static String onlyPrompt(PairEvidence pair) {
        return pair.sides().stream()
                .flatMap(side -> side.generations().stream())
                .filter(generation -> generation.scenario().equals(SCENARIO))
                .map(generation -> generation.prompt().id())
                .findFirst()
                .orElseThrow();
    }

    private static Spread spread(List<Kind> kinds, Function<Kind, @Nullable Double> side) {
        List<Double> rates =
                kinds.stream().map(side).filter(Objects::nonNull).sorted().toList();
        return new Spread(
                rates.size() < 2 ? null : (Double) (rates.get(rates.size() - 1) / rates.get(0)), rates.size());
    }
}
