package io.github.mlxgguf.analysis.change;

import io.github.mlxgguf.analysis.RunFindings.Banner;
import io.github.mlxgguf.analysis.provenance.RunDifference;
import io.github.mlxgguf.analysis.summary.RunSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one run to another.
 *
 * @param notices what must be read before any figure
 * @param notComparable why nothing at all is judged; null where the machine and the kind of server are the same
 * @param figures that both runs asked for, in the order of the new run
 * @param answers the decisive figures of each pair, each run's own answer
 * @param cells scenarios that ended otherwise
 * @param leaks builds whose memory grows otherwise
 * @param newCells what only the new run measured
 * @param goneCells what only the old run measured
 * @param unmeasured those of them that the new run planned: it is not narrower by intent
 * @param newFlags raised in the new run only
 * @param goneFlags raised in the old run only
 */
public record RunChange(
        RunSummary old,
        RunSummary now,
        Thresholds thresholds,
        List<Notice> notices,
        @Nullable ChangeReason notComparable,
        List<RunDifference> differences,
        List<FigureChange> figures,
        List<PairAnswer> answers,
        List<CellChange> cells,
        List<LeakChange> leaks,
        List<Place> newCells,
        List<Place> goneCells,
        List<Unmeasured> unmeasured,
        List<String> newFlags,
        List<String> goneFlags) {
    /** Copies the lists. */
    public RunChange {
        notices = List.copyOf(notices);
        differences = List.copyOf(differences);
        figures = List.copyOf(figures);
        answers = List.copyOf(answers);
        cells = List.copyOf(cells);
        leaks = List.copyOf(leaks);
        newCells = List.copyOf(newCells);
        goneCells = List.copyOf(goneCells);
        unmeasured = List.copyOf(unmeasured);
        newFlags = List.copyOf(newFlags);
        goneFlags = List.copyOf(goneFlags);
    }

    /**
     * What a reader of one of the runs must know, or of both.
     *
     * @param about {@code old run}, {@code new run} or {@code both runs}
     */
    public record Notice(String about, Banner banner) {}

    /** Figures with an interval that could be judged. */
    public List<FigureChange> judged() {
        return figures.stream().filter(figure -> figure.verdict().isJudged()).toList();
    }

    /** Figures that are worse by more than the thresholds. */
    public List<FigureChange> regressions() {
        return figures.stream()
                .filter(figure -> figure.verdict().isRegression())
                .toList();
    }

    /** Figures that are better by more than the thresholds. */
    public List<FigureChange> improvements() {
        return figures.stream()
                .filter(figure -> figure.verdict().isImprovement())
                .toList();
    }

    /** Scenarios that passed and do not now; none of another build, and none where nothing is judged. */
    public List<CellChange> broke() {
        return cells.stream().filter(CellChange::regression).toList();
    }

    /** Scenarios that pass less often than before and still do sometimes. */
    public List<CellChange> failMore() {
        return cells.stream().filter(CellChange::warning).toList();
    }

    /** Builds whose memory began to grow, or grows faster. */
    public List<LeakChange> newLeaks() {
        return leaks.stream().filter(LeakChange::regression).toList();
    }

    /** What it comes to. */
    public ChangeOutcome outcome() {
        if (!regressions().isEmpty() || !broke().isEmpty() || !newLeaks().isEmpty()) {
            return ChangeOutcome.REGRESSION;
        }
        if (judged().isEmpty()) {
            return ChangeOutcome.NOTHING_JUDGED;
        }
        return unmeasured.isEmpty() ? ChangeOutcome.NO_REGRESSION : ChangeOutcome.INCOMPLETE;
    }
}
