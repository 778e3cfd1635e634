package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary;
import org.jspecify.annotations.Nullable;

/**
 * One row of the comparison.
 *
 * @param pairedLoads rounds in which both builds have a value; what an interval counts
 * @param judgement what the row says
 */
public record MetricFinding(Figure figure, RunSummary.Metric metric, int pairedLoads, Judgement judgement) {
    /** What keeps the verdict from naming a winner; null where nothing does. */
    public @Nullable String why() {
        return judgement.why();
    }
}
