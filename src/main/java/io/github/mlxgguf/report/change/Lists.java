package io.github.mlxgguf.report.change;

import io.github.mlxgguf.analysis.change.CellChange;
import io.github.mlxgguf.analysis.change.ChangeVerdict;
import io.github.mlxgguf.analysis.change.FigureChange;
import io.github.mlxgguf.analysis.change.LeakChange;
import io.github.mlxgguf.analysis.change.PairAnswer;
import io.github.mlxgguf.analysis.change.Place;
import io.github.mlxgguf.analysis.change.RunChange;
import io.github.mlxgguf.analysis.change.Unmeasured;
import io.github.mlxgguf.analysis.provenance.RunDifference;
import io.github.mlxgguf.analysis.text.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lists of sentences that a comparison consists of besides its figures, for every output alike. */
public final class Lists {
    private Lists() {}

    /** A heading and its lines; never empty. */
    public record Section(String title, List<String> lines) {
        /** Copies the list. */
        public Section {
            lines = List.copyOf(lines);
        }
    }

    static Section differences(RunChange change) {
        List<String> lines =
                change.differences().stream().map(RunDifference::sentence).toList();
        return new Section(
                "What differs", lines.isEmpty() ? List.of("Nothing in machine, versions and settings.") : lines);
    }

    /** What broke, what began to leak and what is missing: what no figure tells. */
    static List<Section> losses(RunChange change) {
        return some(
                new Section(
                        "Passed then and not now",
                        change.broke().stream().map(CellChange::sentence).toList()),
                new Section(
                        "Passed less often than before",
                        change.failMore().stream().map(CellChange::sentence).toList()),
                new Section(
                        "Planned in the new run and not measured",
                        change.unmeasured().stream().map(Unmeasured::sentence).toList()),
                new Section(
                        "Memory began to grow",
                        change.newLeaks().stream()
                                .filter(leak -> !leak.grewBefore())
                                .map(LeakChange::sentence)
                                .toList()),
                new Section(
                        "Memory grows faster",
                        change.newLeaks().stream()
                                .filter(LeakChange::grewBefore)
                                .map(LeakChange::sentence)
                                .toList()));
    }

    /** What stands after the figures. */
    static List<Section> others(RunChange change) {
        return some(
                new Section(
                        "What each run answers",
                        change.answers().stream().map(PairAnswer::sentence).toList()),
                new Section(
                        "Other changes of what passed",
                        change.cells().stream()
                                .filter(cell -> !cell.regression() && !cell.warning())
                                .map(cell -> cell.sentence() + " (" + ChangeWords.kind(cell) + ")")
                                .toList()),
                new Section(
                        "Other changes of memory growth",
                        change.leaks().stream()
                                .filter(leak -> !leak.regression())
                                .map(LeakChange::sentence)
                                .toList()),
                new Section(
                        "Measured in the new run only",
                        change.newCells().stream().map(Place::words).toList()),
                new Section(
                        "Measured in the old run only",
                        change.goneCells().stream()
                                .filter(place -> change.unmeasured().stream()
                                        .noneMatch(one -> one.place().equals(place)))
                                .map(Place::words)
                                .toList()),
                new Section("Flags", flags(change)),
                new Section("Not judged", notJudged(change)));
    }

    private static List<String> flags(RunChange change) {
        List<String> lines = new ArrayList<>();
        if (!change.newFlags().isEmpty()) {
            lines.add("raised in the new run only: " + String.join(", ", change.newFlags()));
        }
        if (!change.goneFlags().isEmpty()) {
            lines.add("raised in the old run only: " + String.join(", ", change.goneFlags()));
        }
        return lines;
    }

    /** Each reason once, with its number of figures. */
    private static List<String> notJudged(RunChange change) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        change.figures().stream()
                .map(FigureChange::verdict)
                .filter(verdict -> !verdict.isJudged())
                .map(ChangeVerdict::words)
                .forEach(words -> reasons.merge(words, 1, Integer::sum));
        return reasons.entrySet().stream()
                .map(reason -> Numbers.counted(reason.getValue(), "figure") + " " + reason.getKey())
                .toList();
    }

    private static List<Section> some(Section... sections) {
        return Stream.of(sections).filter(section -> !section.lines().isEmpty()).toList();
    }
}
