package io.github.mlxgguf.analysis.verdict;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of the comparison.
 *
 * @param pairedLoads rounds in which both builds have a value; what an interval counts
 * @param judgement what the row says
 * @param outliers of the baseline and of the candidate
 */
public record MetricFinding(
        Figure figure, RunSummary.Metric metric, int pairedLoads, Judgement judgement, List<SideOutliers> outliers) {
    /** Copies the list. */
    public MetricFinding {
        outliers = List.copyOf(outliers);
    }

    /** What keeps the verdict from naming a winner; null where nothing does. */
    public @Nullable String why() {
        return judgement.why();
    }

    /** Sentences that belong beside the figure. */
    public List<String> notes() {
        return outliers.stream()
                .map(SideOutliers::note)
                .flatMap(Optional::stream)
                .toList();
    }
}
