package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.SideValues;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.verdict.Comparison;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.WithheldReason;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.GenerationBody;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of measured generations: of a scenario, or of each prompt of a scenario that asks several. */
final class GenerationMetrics {
    /** Median output lengths further apart than this are different work. */
    static final double MAX_LENGTH_DIFFERENCE = 0.05;

    private static final Map<Figure, Function<GenerationBody, @Nullable Double>> FIELDS = new EnumMap<>(Map.of(
            Figure.TTFT_MS, GenerationBody::ttftMs,
            Figure.PREFILL_TOKENS_PER_SECOND, GenerationBody::prefillTokensPerSecond,
            Figure.DECODE_TOKENS_PER_SECOND, GenerationBody::decodeTokensPerSecond,
            Figure.EFFECTIVE_TOKENS_PER_SECOND, GenerationBody::effectiveTokensPerSecond,
            Figure.E2E_MS, GenerationBody::e2eMs,
            Figure.JOULES_PER_TOKEN, GenerationBody::joulesPerToken));

    private GenerationMetrics() {}

    /** What the prompt costs once is shared out among the tokens of the answer, so these differ where only the lengths do. */
    private static final Set<Figure> HANG_ON_LENGTH =
            EnumSet.of(Figure.EFFECTIVE_TOKENS_PER_SECOND, Figure.E2E_MS, Figure.JOULES_PER_TOKEN);

    static List<MetricFinding> of(PairEvidence pair, Work work, Comparison comparison) {
        @Nullable WithheldReason otherLength = otherLength(pair, work);
        List<MetricFinding> rows = new ArrayList<>();
        FIELDS.forEach((figure, field) -> {
            if (!meansSomething(figure, work)) {
                return;
            }
            SideValues baseline = values(pair.baseline(), work, field);
            SideValues candidate = values(pair.candidate(), work, field);
            if (figure == Figure.JOULES_PER_TOKEN && baseline.isEmpty() && candidate.isEmpty()) {
                return; // most machines do not tell their power
            }
            rows.add(comparison.compare(
                    figure, work, baseline, candidate, HANG_ON_LENGTH.contains(figure) ? otherLength : null));
        });
        return rows;
    }

    /** The prefill of one of several requests at once holds the wait for the others: it is no speed of the engine. */
    private static boolean meansSomething(Figure figure, Work work) {
        return figure != Figure.PREFILL_TOKENS_PER_SECOND || !work.scenario().equals(ScenarioId.CONCURRENCY.id());
    }

    private static SideValues values(SideEvidence side, Work work, Function<GenerationBody, @Nullable Double> field) {
        SideValues values = new SideValues();
        for (GenerationBody generation : side.generations()) {
            if (!work.covers(generation)) {
                continue;
            }
            if (SideEvidence.isUsable(generation)) {
                values.succeeded(generation.round(), generation.loadSeq(), field.apply(generation));
            } else {
                values.failed();
            }
        }
        return values;
    }

    /** Why figures that hang on the length of the answer cannot be compared, or null if they can. */
    static @Nullable WithheldReason otherLength(PairEvidence pair, Work work) {
        @Nullable Double baseline = medianLength(pair.baseline(), work);
        @Nullable Double candidate = medianLength(pair.candidate(), work);
        if (baseline == null || candidate == null) {
            return null;
        }
        if (Math.abs(candidate - baseline) <= MAX_LENGTH_DIFFERENCE * baseline) {
            return null;
        }
        return new WithheldReason.OtherLength(
                pair.baseline().label(), baseline, pair.candidate().label(), candidate);
    }

    private static @Nullable Double medianLength(SideEvidence side, Work work) {
        return Median.of(side.answers(work)
                .map(GenerationBody::outputTokens)
                .filter(Objects::nonNull)
                .map(Long::doubleValue)
                .toList());
    }
}
