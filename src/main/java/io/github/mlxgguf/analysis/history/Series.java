package io.github.mlxgguf.analysis.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.history.VersionSteps.Thresholds;
import io.github.mlxgguf.analysis.summary.RunSummary.Variant;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.trace.Side;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One figure of one build under equal settings, from run to run.
 *
 * @param side of the pair
 * @param build its quantization and model key as they were loaded, else as they were planned
 * @param sizeBytes of the model's files; null if unknown
 * @param settings those that decide the work
 * @param points by time, those without a value included
 * @param changes one for each step of a version or another condition
 * @param spread of runs of equal conditions; null where there are too few
 * @param untold points that do not tell the version of their engine or server, where others do: they are in no comparison
 */
public record Series(
        @JsonProperty("variant") Side side,
        Variant build,
        @Nullable Long sizeBytes,
        Work settings,
        List<Point> points,
        List<Change> changes,
        @Nullable Spread spread,
        int untold) {
    static Series of(String metric, Side side, BuildFile build, Work settings, List<Point> points, List<Double> bands) {
        double band = bands.stream().distinct().count() == 1 ? bands.get(0) : Defaults.PRACTICAL_EQUIVALENCE;
        boolean judged = !metric.equals(Figure.KEPT_BYTES.id());
        VersionSteps steps = new VersionSteps(build.variant().label(), new Thresholds(band, judged));
        List<List<Point>> stretches = steps.stretches(points);
        int told = stretches.stream().mapToInt(List::size).sum();
        return new Series(
                side,
                build.variant(),
                build.sizeBytes(),
                settings,
                List.copyOf(points),
                steps.changes(stretches),
                judged ? Spread.of(stretches) : null,
                points.size() - told);
    }

    /** The newest point with a value; null without any. */
    public @Nullable Point newestValue() {
        return points.stream()
                .filter(Point::hasValue)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    /** How many runs have a value. */
    public int valued() {
        return (int) points.stream().filter(Point::hasValue).count();
    }

    /** What a reader must know who looks for the newest value, for example {@code no value in the newest 4 runs: 0 of 9 requests succeeded}. */
    public @Nullable String silence() {
        int last = points.size();
        while (last > 0 && !points.get(last - 1).hasValue()) {
            last--;
        }
        int silent = points.size() - last;
        if (silent == 0) {
            return null;
        }
        return "no value in the newest " + (silent == 1 ? "run" : Numbers.counted(silent, "run")) + ": "
                + Attempts.of(points.subList(last, points.size())).sentence();
    }

    /** What is known of a build's files. */
    record BuildFile(Variant variant, @Nullable Long sizeBytes) {
        /** Whether nothing known of the two differs; the size alone may be unknown. */
        boolean isSame(BuildFile other) {
            return variant.equals(other.variant)
                    && (sizeBytes == null || other.sizeBytes == null || Objects.equals(sizeBytes, other.sizeBytes));
        }
    }
}
