package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.text.Numbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far runs of equal conditions lie apart: what a change must beat.
 *
 * @param share standard deviation of the runs' medians on the log scale, pooled over versions; 0.02 is 2 %
 * @param runs that it rests on
 * @param versions that they are of
 */
public record Spread(double share, int runs, int versions) {
    /** A standard deviation of fewer degrees of freedom is a guess. */
    private static final int MIN_DEGREES = 2;

    private static final double LEAST_SHOWN = 1e-5;

    /** Over stretches of runs of one version each; null where they are too few, or a figure is not above 0. */
    static @Nullable Spread of(List<List<Point>> stretches) {
        double squares = 0;
        int runs = 0;
        int versions = 0;
        for (List<Point> all : stretches) {
            List<Point> stretch = all.stream()
                    .filter(point -> point.hasValue() && !point.implausible() && !point.hasFailures())
                    .toList();
            if (stretch.size() < 2) {
                continue;
            }
            double mean = stretch.stream()
                    .mapToDouble(point -> StrictMath.log(point.value()))
                    .average()
                    .orElseThrow();
            for (Point point : stretch) {
                double off = StrictMath.log(point.value()) - mean;
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

    /** The share in words; less than can be seen is not nothing. */
    public String words() {
        return share < LEAST_SHOWN ? "under 0.001\u00a0%" : Numbers.percent(share);
    }

    /** For example {@code Runs of one version scatter by 2.1 % (standard deviation, 8 runs): what a change must beat.} */
    public String sentence() {
        return "Runs of one version scatter by " + words() + " (standard deviation, " + Numbers.counted(runs, "run")
                + "): what a change must beat.";
    }
}
