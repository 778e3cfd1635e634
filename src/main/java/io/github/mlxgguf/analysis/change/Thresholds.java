package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.metric.UnpairedRatio;
import org.jspecify.annotations.Nullable;

/**
 * How large a change must be to count as a regression: the whole interval beyond the percentage, and the medians further apart than the
 * absolute amount of the figure's unit. A percentage is a factor either way, so that two runs that change places mirror their verdicts:
 * 5 % is a ratio above 1.05 or under 1/1.05.
 *
 * @param percent of the ratio, 0 or above
 * @param ms for figures in milliseconds
 * @param megabytes 10^6 bytes, for figures in bytes
 * @param tokensPerSecond for figures in tokens per second
 * @param seconds for figures in seconds
 */
public record Thresholds(double percent, double ms, double megabytes, double tokensPerSecond, double seconds) {
    /** Published changes by an update of an engine are 14 to 24 %; a third of that is worth a look. */
    public static final double DEFAULT_PERCENT = 5;
    /** Nobody feels less of a time to first text. */
    public static final double DEFAULT_MS = 20;
    /** An idle machine commits and releases as much on its own. */
    public static final double DEFAULT_MEGABYTES = 50;
    /** Slower than anyone reads. */
    public static final double DEFAULT_TOKENS_PER_SECOND = 0.5;
    /** Reading a file once more or less. */
    public static final double DEFAULT_SECONDS = 0.25;

    /** What holds where nothing is said. */
    public static final Thresholds DEFAULT =
            new Thresholds(DEFAULT_PERCENT, DEFAULT_MS, DEFAULT_MEGABYTES, DEFAULT_TOKENS_PER_SECOND, DEFAULT_SECONDS);

    private static final double BYTES_PER_MEGABYTE = 1e6;
    private static final double PERCENT = 100;

    /** The percentage as a share. */
    public double share() {
        return percent / PERCENT;
    }

    /** The absolute amount for a unit of the summary; 0 where there is none. */
    double absolute(String unit) {
        return switch (unit) {
            case "ms" -> ms;
            case "bytes" -> megabytes * BYTES_PER_MEGABYTE;
            case "tokens/s" -> tokensPerSecond;
            case "s" -> seconds;
            default -> 0;
        };
    }

    /** Whether a change is beyond both thresholds, in whichever direction. */
    boolean exceededBy(UnpairedRatio ratio, String unit, @Nullable Double old, @Nullable Double now) {
        if (ratio.low() == null || ratio.high() == null || old == null || now == null) {
            return false;
        }
        boolean beyondPercent = ratio.low() > 1 + share() || ratio.high() < 1 / (1 + share());
        return beyondPercent && Math.abs(now - old) > absolute(unit);
    }

    /** Whether a ratio above 1, or one below, is the bad direction. */
    static boolean isWorse(Better better, double ratio) {
        return better == Better.HIGHER ? ratio < 1 : ratio > 1;
    }
}
