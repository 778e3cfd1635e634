package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.text.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far runs of one version lie apart: what a change must beat.
 *
 * @param share standard deviation of the runs' medians on the log scale, pooled over versions; 0.02 is 2 %
 * @param runs that it rests on
 * @param versions that they are of
 */
public record Spread(double share, int runs, int versions) {
    /** A standard deviation of fewer degrees of freedom is a guess. */
    private static final int MIN_DEGREES = 2;

    /** Over stretches of runs of one version each; null where they are too few, or a figure is not above 0. */
    static @Nullable Spread of(List<List<Point>> stretches) {
        double squares = 0;
        int runs = 0;
        int versions = 0;
        for (List<Point> stretch : stretches) {
            if (stretch.size() < 2) {
                continue;
            }
            double mean = stretch.stream()
                    .mapToDouble(point -> StrictMath.log(point.median()))
                    .average()
                    .orElseThrow();
            for (Point point : stretch) {
                double off = StrictMath.log(point.median()) - mean;
                squares += off * off;
            }
            runs += stretch.size();
            versions++;
        }
        int degrees = runs - versions;
        return degrees < MIN_DEGREES || !Double.isFinite(squares)
                ? null
                : new Spread(Math.sqrt(squares / degrees), runs, versions);
    }

    /** For example {@code Runs of one version scatter by 2.1 % (standard deviation, 8 runs): what a change must beat.} */
    public String sentence() {
        return "Runs of one version scatter by " + Numbers.percent(share) + " (standard deviation, "
                + Numbers.counted(runs, "run") + "): what a change must beat.";
    }
}
