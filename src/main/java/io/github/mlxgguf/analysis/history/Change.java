package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.metric.UnpairedRatio;
import org.jspecify.annotations.Nullable;

/**
 * What one step of the engine's or the server's version did to one figure of one build.
 *
 * @param runId the first run after it
 * @param started of that run
 * @param versions what stepped, for example {@code mlx-llm 1.1.0 → 1.2.0}
 * @param basis what was compared
 * @param ratio after divided by before; null where it has no meaning
 * @param runsBefore of the version before, up to the step
 * @param runsAfter of the version after, from the step on
 * @param doubtfulRuns how many of the compared runs are flagged
 * @param alsoChanged what else differs between the two neighbouring runs, or null
 */
public record Change(
        String runId,
        String started,
        String versions,
        Basis basis,
        @Nullable UnpairedRatio ratio,
        int runsBefore,
        int runsAfter,
        int doubtfulRuns,
        @Nullable String alsoChanged) {
    /** What stands behind the interval. */
    public enum Basis {
        /** Medians of runs, so that what shifts from run to run is inside. */
        RUNS,
        /** Loads of the two neighbouring runs: what shifts from run to run looks like a change. */
        LOADS
    }

    /** What may be said. */
    public enum Finding {
        BETTER,
        WORSE,
        /** The whole interval lies within the band of practical equivalence, 3 %. */
        EQUAL,
        /** The interval holds "no change". */
        UNDECIDED,
        /** Two runs differ; whether their versions do, more runs must tell. */
        BETWEEN_TWO_RUNS,
        /** Too few for an interval. */
        PROVISIONAL,
        /** A figure is not above 0. */
        NONE
    }

    /** What may be said about the step. */
    public Finding finding(Better better) {
        if (ratio == null) {
            return Finding.NONE;
        }
        Double low = ratio.low();
        Double high = ratio.high();
        if (low == null || high == null) {
            return Finding.PROVISIONAL;
        }
        boolean holdsNoChange = low <= 1 && high >= 1;
        if (basis == Basis.LOADS) {
            return holdsNoChange ? Finding.UNDECIDED : Finding.BETWEEN_TWO_RUNS;
        }
        if (low >= 1 - Defaults.PRACTICAL_EQUIVALENCE && high <= 1 + Defaults.PRACTICAL_EQUIVALENCE) {
            return Finding.EQUAL;
        }
        if (holdsNoChange) {
            return Finding.UNDECIDED;
        }
        return low > 1 == (better == Better.HIGHER) ? Finding.BETTER : Finding.WORSE;
    }

    /**
     * One sentence.
     *
     * @param figure what changed, for example {@code decode speed of MLX}
     */
    public String sentence(String figure, Better better) {
        String start = versions + ": " + figure + " ";
        if (ratio == null) {
            return start + "cannot be compared: a value is not above 0.";
        }
        Double low = ratio.low();
        Double high = ratio.high();
        String compared = basis == Basis.RUNS
                ? Numbers.counted(runsBefore, "run") + " before, " + Numbers.count(runsAfter) + " after"
                : Numbers.counted(ratio.old().count(), "load") + " of the last run before, "
                        + Numbers.count(ratio.now().count()) + " of the first after";
        String interval =
                low == null || high == null ? "" : "95 % interval " + signed(low) + " to " + signed(high) + "; ";
        return start + signed(ratio.value()) + " (" + interval + compared + "): " + words(finding(better)) + "."
                + (doubtfulRuns == 0 ? "" : " " + Numbers.counted(doubtfulRuns, "run") + " of these flagged.")
                + (alsoChanged == null ? "" : " Also changed: " + alsoChanged + ".");
    }

    private static String words(Finding finding) {
        return switch (finding) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case EQUAL -> "practically equal";
            case UNDECIDED -> "undecided";
            case BETWEEN_TWO_RUNS -> "these two runs differ; whether the versions do takes 3 runs of each";
            case PROVISIONAL -> "provisional; an interval takes 3 runs of each version, or 3 loads of each run";
            case NONE -> "not comparable";
        };
    }

    private static String signed(double ratio) {
        double share = ratio - 1;
        String text = Numbers.percent(share);
        return share > 0 ? "+" + text : text;
    }
}
