package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.metric.UnpairedRatio;
import org.jspecify.annotations.Nullable;

/**
 * One figure of one build in both runs.
 *
 * @param ratio new divided by old; null where the two must not or cannot be divided
 */
public record FigureChange(
        Place place,
        Figure figure,
        SideFigure old,
        SideFigure now,
        @Nullable UnpairedRatio ratio,
        ChangeVerdict verdict) {}
