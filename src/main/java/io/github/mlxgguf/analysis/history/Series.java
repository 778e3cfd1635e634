package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.summary.RunSummary.Variant;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One figure of one build under equal settings, from run to run.
 *
 * @param settings those that decide the work
 * @param points by time
 * @param changes one for each step of a version
 * @param spread of runs of the same version; null where there are too few
 */
public record Series(
        Side side,
        Variant build,
        Work settings,
        List<Point> points,
        List<Change> changes,
        @Nullable Spread spread) {
    static Series of(Side side, Variant build, Work settings, List<Point> points) {
        List<List<Point>> stretches = VersionSteps.stretches(points);
        return new Series(
                side, build, settings, List.copyOf(points), VersionSteps.changes(stretches), Spread.of(stretches));
    }
}
