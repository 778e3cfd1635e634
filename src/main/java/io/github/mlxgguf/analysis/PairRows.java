package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.summary.RunSummary.Metric;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks up figures in the judged rows of a pair, so that no figure is computed twice. */
record PairRows(List<MetricFinding> rows) {
    Optional<Metric> metric(Figure figure, Work work) {
        return rows.stream()
                .filter(row -> row.figure() == figure)
                .map(MetricFinding::metric)
                .filter(metric ->
                        metric.scenario().equals(work.scenario()) && Objects.equals(metric.prompt(), work.prompt()))
                .findFirst();
    }

    @Nullable
    Double median(Figure figure, Work work, Side side) {
        return metric(figure, work)
                .map(metric -> side == Side.BASELINE ? metric.baseline() : metric.candidate())
                .map(SideFigure::median)
                .orElse(null);
    }

    @Nullable
    Long bytes(Figure figure, Work work, Side side) {
        Double median = median(figure, work, side);
        return median == null ? null : (Long) Math.round(median);
    }
}
