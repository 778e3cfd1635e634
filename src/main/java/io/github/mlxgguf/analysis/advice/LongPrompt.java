package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.evidence.WorkOfScenarios;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.GenerationBody;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How long prompts and answers were, by the server's count. */
final class LongPrompt {
    static final String SCENARIO = ScenarioId.CONTEXT_STRESS.id();

    private LongPrompt() {}

    /** The longest prompt of context stress that both builds answered, else the longest that one did; empty without any. */
    static Optional<Work> of(PairEvidence pair) {
        List<Work> works = pair.scenarios().contains(SCENARIO) ? WorkOfScenarios.of(pair, SCENARIO) : List.of();
        Comparator<Work> byBuilds = Comparator.comparing(work -> answeredBy(pair, work));
        return works.stream()
                .filter(work -> answeredBy(pair, work) > 0)
                .max(byBuilds.thenComparing(work -> tokens(pair, work)));
    }

    private static long answeredBy(PairEvidence pair, Work work) {
        return pair.sides().stream()
                .filter(side -> inputTokens(side, work) != null)
                .count();
    }

    private static long tokens(PairEvidence pair, Work work) {
        return pair.sides().stream()
                .map(side -> inputTokens(side, work))
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    /** Median input tokens of the answers that count, or null without any. */
    static @Nullable Long inputTokens(SideEvidence side, Work work) {
        return median(side, work, GenerationBody::inputTokens);
    }

    /** Median output tokens of the answers that count, or null without any. */
    static @Nullable Long outputTokens(SideEvidence side, Work work) {
        return median(side, work, GenerationBody::outputTokens);
    }

    private static @Nullable Long median(SideEvidence side, Work work, Function<GenerationBody, @Nullable Long> field) {
        return Median.ofLongs(
                side.answers(work).map(field).filter(Objects::nonNull).toList());
    }
}
