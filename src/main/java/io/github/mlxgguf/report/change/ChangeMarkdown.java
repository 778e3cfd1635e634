package io.github.mlxgguf.report.change;

import io.github.mlxgguf.analysis.RunFindings.Banner.Level;
import io.github.mlxgguf.analysis.change.FigureChange;
import io.github.mlxgguf.analysis.change.RunChange;
import io.github.mlxgguf.analysis.change.RunChange.Notice;
import io.github.mlxgguf.report.change.Lists.Section;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Column;
import io.github.mlxgguf.report.output.TemplateRenderer;
import java.util.List;
import java.util.stream.Stream;

/** A comparison as Markdown, for the summary of a CI job. */
public final class ChangeMarkdown {
    private static final List<Column> COLUMNS = List.of(
            Column.text("where"),
            Column.text("figure"),
            Column.text("old, then new"),
            Column.number("new/old (95 % interval)"),
            Column.text("loads and n"),
            Column.text("verdict"));

    private ChangeMarkdown() {}

    /** What the template shows. */
    public record Model(
            List<Notice> evidence,
            String headline,
            String tally,
            List<String> runs,
            List<Notice> warnings,
            Section differences,
            List<Section> losses,
            List<Table> tables,
            Table rest,
            List<Section> others,
            List<String> notes) {
        /** Copies the lists. */
        public Model {
            runs = List.copyOf(runs);
            evidence = List.copyOf(evidence);
            warnings = List.copyOf(warnings);
            losses = List.copyOf(losses);
            tables = List.copyOf(tables);
            others = List.copyOf(others);
            notes = List.copyOf(notes);
        }
    }

    /** The whole text. */
    public static String of(RunChange change) {
        return TemplateRenderer.render(
                "change.md.ftl",
                new Model(
                        ChangeWords.notices(change, Level.EVIDENCE),
                        ChangeWords.headline(change),
                        ChangeWords.tally(change),
                        ChangeWords.runs(change),
                        ChangeWords.notices(change, Level.WARNING),
                        Lists.differences(change),
                        Lists.losses(change),
                        Stream.of(
                                        table("Worse beyond the thresholds", change.regressions()),
                                        table("Better beyond the thresholds", change.improvements()))
                                .filter(table -> !table.rows().isEmpty())
                                .toList(),
                        table(
                                "All other figures",
                                change.figures().stream()
                                        .filter(figure -> !figure.verdict().isRegression()
                                                && !figure.verdict().isImprovement())
                                        .toList()),
                        Lists.others(change),
                        ChangeWords.notes(change)));
    }

    private static Table table(String caption, List<FigureChange> figures) {
        return new Table(
                caption,
                COLUMNS,
                figures.stream()
                        .map(figure -> Table.row(
                                figure.place().words(),
                                figure.figure().phrase(),
                                ChangeWords.medians(figure),
                                ChangeWords.ratio(figure),
                                ChangeWords.basis(figure),
                                figure.verdict().words()))
                        .toList());
    }
}
