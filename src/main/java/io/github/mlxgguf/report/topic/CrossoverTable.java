package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.summary.RunSummary.Crossover;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.List;
import java.util.Optional;

/** What a request costs each build, and which build is faster for which request. */
final class CrossoverTable {
    private CrossoverTable() {}

    /**
     * The section.
     *
     * @param drawn whether a plot tells the sentences of the map already
     */
    static Optional<Section> of(PairFindings findings, boolean drawn) {
        List<String> sentences = drawn || findings.crossover() == null
                ? List.of()
                : findings.crossover().sentences();
        Crossover crossover = findings.summary().crossover();
        if (crossover == null) {
            String missing = findings.noCrossover();
            return missing == null ? Optional.empty() : Optional.of(Section.said(missing));
        }
        Table table = new Table(
                findings.summary().name()
                        + ": time of a request = fixed + prompt tokens + output tokens after the first, fitted to the measured requests",
                List.of(
                        Column.text("Build"),
                        Column.number("Fixed, ms"),
                        Column.number("Prompt, ms per token"),
                        Column.number("Output, ms per token"),
                        Column.number("Requests"),
                        Column.text("Check on requests that were kept out")),
                List.of(
                        row(findings.summary().baseline().label(), crossover.baseline()),
                        row(findings.summary().candidate().label(), crossover.candidate())));
        return Optional.of(new Section(table, sentences));
    }

    private static List<Cell> row(String label, Crossover.Fit fit) {
        return Table.row(
                label,
                Numbers.figure(fit.fixedMs()),
                Numbers.figure(fit.msPerPromptToken()),
                Numbers.figure(fit.msPerOutputToken()),
                Numbers.count(fit.points()),
                check(fit));
    }

    private static String check(Crossover.Fit fit) {
        return fit.heldOutError() == null
                ? "none were kept out"
                : "off by " + Numbers.percent(fit.heldOutError()) + " (median over the prompts, "
                        + Numbers.counted(fit.heldOut(), "request") + ")";
    }
}
