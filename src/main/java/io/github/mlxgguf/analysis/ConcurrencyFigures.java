package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.SideEvidence;
import io.github.mlxgguf.analysis.evidence.SideValues;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.verdict.Comparison;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.analysis.verdict.WithheldReason;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What several requests at once give together; one value a load, and no value where one of its requests failed. */
final class ConcurrencyFigures {
    private ConcurrencyFigures() {}

    static List<MetricFinding> of(PairEvidence pair, Work work, Comparison comparison) {
        return List.of(
                row(
                        pair,
                        work,
                        comparison,
                        Figure.TOTAL_TOKENS_PER_SECOND,
                        Burst::tokensPerSecond,
                        GenerationMetrics.otherLength(pair, work)),
                row(pair, work, comparison, Figure.TTFT_SPREAD_MS, Burst::ttftSpreadMs, null));
    }

    private static MetricFinding row(
            PairEvidence pair,
            Work work,
            Comparison comparison,
            Figure figure,
            Function<Burst, @Nullable Double> field,
            @Nullable WithheldReason notComparable) {
        return comparison.compare(
                figure,
                work,
                values(pair.baseline(), work, field),
                values(pair.candidate(), work, field),
                notComparable);
    }

    private static SideValues values(SideEvidence side, Work work, Function<Burst, @Nullable Double> field) {
        SideValues values = new SideValues();
        for (Burst burst : Burst.of(side, work)) {
            values.attempts(burst.succeeded(), burst.attempted());
            values.value(burst.round(), burst.loadSeq(), field.apply(burst));
        }
        return values;
    }
}
