package io.github.mlxgguf.analysis.history;

import io.github.mlxgguf.analysis.summary.Better;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.UnpairedRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one figure of one build did where a version or another condition stepped.
 *
 * @param runId the first run after it
 * @param started of that run
 * @param steps everything in which the compared runs of both sides differ, what decides most first
 * @param basis what was compared
 * @param ratio after divided by before; null where it has no meaning
 * @param runsBefore with a value, of the conditions before, up to the step
 * @param runsAfter with a value, of the conditions after, from the step on
 * @param attemptsBefore of the compared runs
 * @param attemptsAfter of the compared runs
 * @param doubtfulRuns how many of the compared runs are flagged
 * @param implausibleRuns how many have a figure that cannot be
 * @param provisionalRuns how many rest on fewer than 3 loads
 * @param unendedRuns how many did not end in order
 * @param comparedRuns all of them
 * @param judged whether the figure is one that a ratio means something for
 * @param band half-width of practical equivalence: 0.03 is from 1/1.03 to 1.03
 */
public record Change(
        String runId,
        String started,
        List<Step> steps,
        Basis basis,
        @Nullable UnpairedRatio ratio,
        int runsBefore,
        int runsAfter,
        Attempts attemptsBefore,
        Attempts attemptsAfter,
        int doubtfulRuns,
        int implausibleRuns,
        int provisionalRuns,
        int unendedRuns,
        int comparedRuns,
        boolean judged,
        double band) {
    /** Copies the list. */
    public Change {
        steps = List.copyOf(steps);
    }

    /**
     * One condition that stepped.
     *
     * @param subject for example {@code MLX engine}
     */
    public record Step(String subject, String old, String now) {
        /** For example {@code MLX engine mlx-llm 1.1.0 → 1.2.0}: a name that stays is said once. */
        public String words() {
            int name = old.lastIndexOf(' ') + 1;
            return subject + " " + old + " → "
                    + (name > 0 && now.startsWith(old.substring(0, name)) && now.lastIndexOf(' ') + 1 == name
                            ? now.substring(name)
                            : now);
        }
    }

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
        /** The whole interval lies within the band of practical equivalence. */
        EQUAL,
        /** The interval holds "no change". */
        UNDECIDED,
        /** Two runs differ; whether their versions do, more runs must tell. */
        BETWEEN_TWO_RUNS,
        /** Too few for an interval. */
        PROVISIONAL,
        /** Requests failed: the figure is of those that did not. */
        SURVIVORS,
        /** A figure cannot be. */
        IMPLAUSIBLE,
        /** There is no value on one side, since its requests failed. */
        STOPPED,
        /** No ratio has a meaning. */
        NONE
    }

    /** What stepped first of all, for a line in a drawing. */
    public String versions() {
        return steps.stream().map(Step::words).collect(Collectors.joining(", "));
    }

    /** Whether more than one thing changed, so that none of them can be credited. */
    public boolean isMixed() {
        return steps.size() > 1;
    }

    /** What may be said about the step. */
    public Finding finding(Better better) {
        if (runsBefore == 0 || runsAfter == 0) {
            return Finding.STOPPED;
        }
        if (ratio == null || !judged) {
            return Finding.NONE;
        }
        if (implausibleRuns > 0) {
            return Finding.IMPLAUSIBLE;
        }
        if (attemptsBefore.hasFailures() || attemptsAfter.hasFailures()) {
            return Finding.SURVIVORS;
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
        if (low >= 1 / (1 + band) && high <= 1 + band) {
            return Finding.EQUAL;
        }
        if (holdsNoChange) {
            return Finding.UNDECIDED;
        }
        return low > 1 == (better == Better.HIGHER) ? Finding.BETTER : Finding.WORSE;
    }

    /**
     * One sentence, and what limits it.
     *
     * @param figure what changed, for example {@code decode speed of MLX}
     */
    public String sentence(String figure, Better better) {
        return (steps.isEmpty() ? "" : steps.get(0).words() + (isMixed() ? " and more" : "") + ": ") + figure + " "
                + outcome(better);
    }

    /** The sentence without what stepped and whose figure it is. */
    public String outcome(Better better) {
        return measured(better) + caveats();
    }

    private String measured(Better better) {
        if (finding(better) == Finding.STOPPED) {
            return (runsAfter == 0 ? "has no value after" : "had no value before") + ": "
                    + (runsAfter == 0 ? attemptsAfter : attemptsBefore).sentence()
                    + (runsAfter == 0 ? " after." : " before.");
        }
        if (!judged) {
            return "is not judged: what is kept may be nothing or less, where a ratio has no meaning.";
        }
        if (ratio == null) {
            return "cannot be compared: a value is not above 0.";
        }
        Double low = ratio.low();
        Double high = ratio.high();
        String compared = basis == Basis.RUNS
                ? Numbers.counted(runsBefore, "run") + " before, " + Numbers.count(runsAfter) + " after"
                : Numbers.counted(ratio.old().count(), "load") + " of the last run before, "
                        + Numbers.count(ratio.now().count()) + " of the first after";
        String interval =
                low == null || high == null ? "" : "95 % interval " + signed(low) + " to " + signed(high) + "; ";
        return signed(ratio.value()) + " (" + interval + compared + "): " + words(finding(better))
                + (isMixed() ? "; which of the changes moved it cannot be told." : ".");
    }

    private String caveats() {
        List<String> caveats = new ArrayList<>();
        if (runsBefore > 0 && attemptsBefore.hasFailures()) {
            caveats.add(attemptsBefore.sentence() + " before.");
        }
        if (runsAfter > 0 && attemptsAfter.hasFailures()) {
            caveats.add(attemptsAfter.sentence() + " after.");
        }
        of(implausibleRuns, "a figure that cannot be", "has", "have").ifPresent(caveats::add);
        of(provisionalRuns, "fewer than 3 loads: provisional", "has", "have").ifPresent(caveats::add);
        of(unendedRuns, "not end in order", "did", "did").ifPresent(caveats::add);
        of(doubtfulRuns, "flags", "carries", "carry").ifPresent(caveats::add);
        if (isMixed()) {
            caveats.add(
                    "Also changed: " + steps.stream().skip(1).map(Step::words).collect(Collectors.joining(", ")) + ".");
        }
        return caveats.isEmpty() ? "" : " " + String.join(" ", caveats);
    }

    private Optional<String> of(int runs, String what, String one, String several) {
        if (runs == 0) {
            return Optional.empty();
        }
        String who = runs < comparedRuns
                ? Numbers.count(runs) + " of the " + Numbers.counted(comparedRuns, "run") + " "
                        + (runs == 1 ? one : several)
                : comparedRuns == 2
                        ? "Both runs " + several
                        : "All " + Numbers.counted(comparedRuns, "run") + " " + several;
        return Optional.of(who + " " + what + ".");
    }

    private static String words(Finding finding) {
        return switch (finding) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case EQUAL -> "practically equal";
            case UNDECIDED -> "undecided";
            case BETWEEN_TWO_RUNS -> "these two runs differ; whether the versions do takes 3 runs of each";
            case PROVISIONAL -> "provisional; an interval takes 3 runs of each version, or 3 loads of each run";
            case SURVIVORS -> "no verdict, since only the requests that succeeded are in it";
            case IMPLAUSIBLE -> "no verdict, since a figure cannot be";
            case STOPPED, NONE -> "not comparable";
        };
    }

    private static String signed(double ratio) {
        double share = ratio - 1;
        String text = Numbers.percent(share);
        return share > 0 ? "+" + text : text;
    }
}
