package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.MetricFinding;
import io.github.mlxgguf.metric.Median;
import io.github.mlxgguf.record.GenerationBody;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The figures of measured generations, scenario by scenario. */
final class GenerationMetrics {
    /** Median output lengths further apart than this are different work. */
    static final double MAX_LENGTH_DIFFERENCE = 0.05;

    private static final Map<Figure, Function<GenerationBody, @Nullable Double>> FIELDS = new EnumMap<>(Map.of(
            Figure.TTFT_MS, GenerationBody::ttftMs,
            Figure.PREFILL_TOKENS_PER_SECOND, GenerationBody::prefillTokensPerSecond,
            Figure.DECODE_TOKENS_PER_SECOND, GenerationBody::decodeTokensPerSecond,
            Figure.EFFECTIVE_TOKENS_PER_SECOND, GenerationBody::effectiveTokensPerSecond,
            Figure.E2E_MS, GenerationBody::e2eMs));

    private GenerationMetrics() {}

    static List<MetricFinding> of(PairEvidence pair, String scenario, Comparison comparison) {
        @Nullable String otherLength = otherLength(pair, scenario);
        List<MetricFinding> rows = new ArrayList<>();
        FIELDS.forEach((figure, field) -> {
            boolean hangsOnLength = figure == Figure.EFFECTIVE_TOKENS_PER_SECOND || figure == Figure.E2E_MS;
            rows.add(comparison.compare(
                    figure,
                    scenario,
                    values(pair.baseline(), scenario, field),
                    values(pair.candidate(), scenario, field),
                    hangsOnLength ? otherLength : null));
        });
        return rows;
    }

    private static SideValues values(
            SideEvidence side, String scenario, Function<GenerationBody, @Nullable Double> field) {
        SideValues values = new SideValues();
        for (GenerationBody generation : side.generations()) {
            if (!generation.scenario().equals(scenario)) {
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
    private static @Nullable String otherLength(PairEvidence pair, String scenario) {
        @Nullable Double baseline = medianLength(pair.baseline(), scenario);
        @Nullable Double candidate = medianLength(pair.candidate(), scenario);
        if (baseline == null || candidate == null) {
            return null;
        }
        if (Math.abs(candidate - baseline) <= MAX_LENGTH_DIFFERENCE * baseline) {
            return null;
        }
        return "the answers differ in length: median " + Numbers.figure(baseline) + " tokens by "
                + pair.baseline().label() + ", " + Numbers.figure(candidate) + " by "
                + pair.candidate().label();
    }

    private static @Nullable Double medianLength(SideEvidence side, String scenario) {
        List<Double> lengths = new ArrayList<>();
        for (GenerationBody generation : side.generations()) {
            Long tokens = generation.outputTokens();
            if (generation.scenario().equals(scenario) && SideEvidence.isUsable(generation) && tokens != null) {
                lengths.add((double) tokens);
            }
        }
        return Median.of(lengths);
    }
}
