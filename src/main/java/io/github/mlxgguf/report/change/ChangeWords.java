package io.github.mlxgguf.report.change;

import io.github.mlxgguf.analysis.RunFindings.Banner.Level;
import io.github.mlxgguf.analysis.change.CellChange;
import io.github.mlxgguf.analysis.change.ChangeReason;
import io.github.mlxgguf.analysis.change.FigureChange;
import io.github.mlxgguf.analysis.change.LeakChange;
import io.github.mlxgguf.analysis.change.RunChange;
import io.github.mlxgguf.analysis.change.RunChange.Notice;
import io.github.mlxgguf.analysis.change.Thresholds;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.analysis.summary.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.metric.UnpairedRatio;
import java.util.ArrayList;
import java.util.List;

/** The sentences of a comparison, the same in every output. */
public final class ChangeWords {
    /** What the intervals do not cover. */
    public static final String COVERS =
            "Each interval covers the scatter from load to load within the two runs. A shift of the whole machine between the two runs,"
                    + " such as its temperature or another program, is not in it.";

    private ChangeWords() {}

    /** What it comes to, in one sentence. */
    public static String headline(RunChange change) {
        int judged = change.judged().size();
        String beyond = "by more than " + percent(change.thresholds());
        return switch (change.outcome()) {
            case REGRESSION -> "Regression: " + String.join("; ", losses(change, beyond)) + ".";
            case NO_REGRESSION ->
                "No regression: none of " + Numbers.counted(judged, "judged figure") + " is worse " + beyond + "; "
                        + change.improvements().size() + " better " + beyond + ".";
            case INCOMPLETE ->
                "Not complete: " + unmeasured(change) + "; none of " + Numbers.counted(judged, "judged figure")
                        + " is worse " + beyond + ".";
            case NOTHING_JUDGED ->
                "Nothing was judged: " + whyNothing(change)
                        + (change.notComparable() != null || change.unmeasured().isEmpty()
                                ? ""
                                : "; " + unmeasured(change))
                        + ".";
        };
    }

    /** How many figures got which verdict: "no regression" says little where most are undecided. */
    static String tally(RunChange change) {
        int judged = change.judged().size();
        return Numbers.counted(judged, "figure") + " judged: "
                + split(count(change, "better"), change.improvements().size(), "better") + ", "
                + split(count(change, "worse"), change.regressions().size(), "worse") + ", " + count(change, "equal")
                + " practically equal, "
                + count(change, "undecided") + " undecided. "
                + (change.figures().size() - judged) + " not judged.";
    }

    /** Says how many of them the headline does not count. */
    private static String split(long all, long beyond, String word) {
        long less = all - beyond;
        return all + " " + word
                + (less == 0 ? "" : " (" + (less == all ? "" : less + " ") + "by less than the thresholds)");
    }

    private static long count(RunChange change, String verdict) {
        return change.judged().stream()
                .filter(figure -> figure.verdict().id().equals(verdict))
                .count();
    }

    /** What must be read before any figure, or beside the answer. */
    static List<Notice> notices(RunChange change, Level level) {
        return change.notices().stream()
                .filter(notice -> notice.banner().level() == level)
                .toList();
    }

    private static List<String> losses(RunChange change, String beyond) {
        List<String> losses = new ArrayList<>();
        int worse = change.regressions().size();
        if (worse > 0) {
            losses.add(worse + " of " + Numbers.counted(change.judged().size(), "judged figure") + " worse " + beyond);
        }
        int broke = change.broke().size();
        if (broke > 0) {
            losses.add(Numbers.counted(broke, "scenario") + " passed then and not now");
        }
        int faster =
                (int) change.newLeaks().stream().filter(LeakChange::grewBefore).count();
        int began = change.newLeaks().size() - faster;
        if (began > 0) {
            losses.add("memory of " + Numbers.counted(began, "build") + " began to grow");
        }
        if (faster > 0) {
            losses.add(
                    "memory of " + Numbers.counted(faster, "build") + (faster == 1 ? " grows" : " grow") + " faster");
        }
        if (!change.unmeasured().isEmpty()) {
            losses.add(unmeasured(change));
        }
        return losses;
    }

    private static String unmeasured(RunChange change) {
        return Numbers.counted(change.unmeasured().size(), "scenario")
                + " of the old run planned in the new one and not measured";
    }

    private static String whyNothing(RunChange change) {
        ChangeReason reason = change.notComparable();
        if (reason != null) {
            return reason.text();
        }
        return change.figures().isEmpty()
                ? "the two runs have no figure in common"
                : "no figure that both runs have could be compared on " + UnpairedRatio.MIN_LOADS
                        + " loads of each; see why under “Not judged”";
    }

    /** Both runs by name and time. */
    static List<String> runs(RunChange change) {
        return List.of("OLD " + run(change.old()), "NEW " + run(change.now()));
    }

    private static String run(RunSummary run) {
        String started = run.provenance().started();
        return run.runId() + (started == null ? "" : ", began " + started);
    }

    /** Both medians, for example {@code 100 tokens/s, then 90.0 tokens/s}. */
    static String medians(FigureChange change) {
        return value(change, change.old()) + ", then " + value(change, change.now());
    }

    private static String value(FigureChange change, SideFigure side) {
        Double median = side.median();
        String unit = change.figure().unit();
        if (median == null) {
            return Numbers.UNKNOWN;
        }
        return switch (unit) {
            case "bytes" -> Numbers.bytes(Math.round(median));
            case "ratio" -> Numbers.figure(median);
            default -> Numbers.figure(median) + " " + unit;
        };
    }

    /** New divided by old with its interval; the sign for unknown without one. */
    static String ratio(FigureChange change) {
        UnpairedRatio ratio = change.ratio();
        return ratio == null ? Numbers.UNKNOWN : Numbers.ratio(ratio.value(), ratio.low(), ratio.high());
    }

    /** What stands behind the two medians, for example {@code 3, then 3 loads; n 9, then 9}. */
    static String basis(FigureChange change) {
        SideFigure old = change.old();
        SideFigure now = change.now();
        String text =
                old.loads() + ", then " + Numbers.counted(now.loads(), "load") + "; n " + old.n() + ", then " + now.n();
        boolean allWell = old.succeeded() == old.attempted() && now.succeeded() == now.attempted();
        return allWell
                ? text
                : text + "; succeeded " + old.succeeded() + " of " + old.attempted() + ", then " + now.succeeded()
                        + " of " + now.attempted();
    }

    /** What counts as a regression, and how many figures were looked at. */
    static List<String> notes(RunChange change) {
        Thresholds limits = change.thresholds();
        List<String> notes = new ArrayList<>();
        notes.add("A regression: the whole 95 % interval of new/old lies beyond " + percent(limits)
                + " on the bad side, and the medians differ by more than " + Numbers.exact(limits.ms()) + " ms, "
                + Numbers.exact(limits.megabytes()) + " MB, " + Numbers.exact(limits.tokensPerSecond())
                + " tokens/s or " + Numbers.exact(limits.seconds()) + " s. Under " + UnpairedRatio.MIN_LOADS
                + " loads of each run a figure is provisional and never a regression.");
        notes.add(COVERS);
        int judged = change.judged().size();
        if (judged > 0) {
            notes.add(Numbers.counted(judged, "figure")
                    + (judged == 1 ? " was judged." : " were judged.")
                    + " Where nothing changed, about 1 interval in 20 still leaves out 1 by chance, and figures of one cell"
                    + " move together.");
        }
        return notes;
    }

    /** What a cell's change is called. */
    static String kind(CellChange cell) {
        ChangeReason withheld = cell.withheld();
        return word(cell) + (withheld == null ? "" : "; not counted: " + withheld.text());
    }

    private static String word(CellChange cell) {
        return switch (cell.kind()) {
            case BROKE -> "broke";
            case MENDED -> "mended";
            case MORE_FAILURES -> "more failures";
            case FEWER_FAILURES -> "fewer failures";
        };
    }

    static String percent(Thresholds limits) {
        return Numbers.exact(limits.percent()) + " %";
    }
}
