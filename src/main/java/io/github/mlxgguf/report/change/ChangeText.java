package io.github.mlxgguf.report.change;

import io.github.mlxgguf.analysis.RunFindings.Banner.Level;
import io.github.mlxgguf.analysis.change.FigureChange;
import io.github.mlxgguf.analysis.change.RunChange;
import io.github.mlxgguf.analysis.change.RunChange.Notice;
import io.github.mlxgguf.report.change.Lists.Section;
import io.github.mlxgguf.report.output.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A comparison for a terminal of 100 columns: the answer first, then what differs, then what got worse and better. */
public final class ChangeText {
    /** Columns of a line. */
    static final int WIDTH = 100;

    private final List<String> lines = new ArrayList<>();

    private ChangeText() {}

    /**
     * The lines.
     *
     * @param all whether figures without a verdict of worse or better are listed too
     */
    public static List<String> of(RunChange change, boolean all) {
        ChangeText text = new ChangeText();
        text.write(change, all);
        return List.copyOf(text.lines);
    }

    private void write(RunChange change, boolean all) {
        notices(ChangeWords.notices(change, Level.EVIDENCE));
        if (!lines.isEmpty()) {
            lines.add("");
        }
        wrap("", ChangeWords.headline(change));
        wrap("", ChangeWords.tally(change));
        ChangeWords.runs(change).forEach(run -> wrap("  ", run));
        notices(ChangeWords.notices(change, Level.WARNING));
        section(Lists.differences(change));
        Lists.losses(change).forEach(this::section);
        figures("Worse beyond the thresholds", change.regressions());
        figures("Better beyond the thresholds", change.improvements());
        if (all) {
            figures(
                    "All other figures",
                    change.figures().stream()
                            .filter(figure -> !figure.verdict().isRegression()
                                    && !figure.verdict().isImprovement())
                            .toList());
        }
        Lists.others(change).forEach(this::section);
        lines.add("");
        ChangeWords.notes(change).forEach(note -> wrap("", note));
        int hidden = change.figures().size()
                - change.regressions().size()
                - change.improvements().size();
        if (!all && hidden > 0) {
            wrap("", "The other " + hidden + (hidden == 1 ? " figure is" : " figures are") + " listed with --all.");
        }
    }

    private void notices(List<Notice> notices) {
        notices.forEach(notice -> wrap(
                "",
                notice.banner().title().toUpperCase(Locale.ROOT) + " (" + notice.about() + "). "
                        + notice.banner().text()));
    }

    private void section(Section section) {
        lines.add("");
        wrap("", section.title());
        section.lines().forEach(line -> wrap("  ", line));
    }

    private void figures(String title, List<FigureChange> figures) {
        if (figures.isEmpty()) {
            return;
        }
        lines.add("");
        wrap("", title);
        for (FigureChange figure : figures) {
            wrap(
                    "  ",
                    figure.place().words() + ": " + figure.figure().phrase() + " "
                            + figure.verdict().words());
            wrap(
                    "    ",
                    ChangeWords.medians(figure) + "; new/old " + ChangeWords.ratio(figure) + "; "
                            + ChangeWords.basis(figure));
        }
    }

    /** Breaks at spaces; a word that is too long for a line keeps its own. */
    private void wrap(String indent, String text) {
        StringBuilder line = new StringBuilder(indent);
        String next = indent.isEmpty() ? "" : indent + "  ";
        boolean empty = true;
        for (String word : TerminalText.of(text).split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(next);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
    }
}
