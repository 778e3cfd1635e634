package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.summary.RunSummary.Implausible;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Under what conditions the figures arose: flags, what happened meanwhile, and what cannot be. */
final class ConditionsTopic {
    private ConditionsTopic() {}

    static Optional<Topic> of(RunFindings findings) {
        return new TopicParts("conditions", "Conditions")
                .section(RunTables.flags(findings.conditions()))
                .section(Optional.of(findings.conditions().withoutFlags())
                        .filter(sentence -> !sentence.isEmpty())
                        .map(Section::said))
                .section(implausible(findings))
                .section(RunTables.anomalies(findings.anomalies()))
                .build();
    }

    private static Optional<Section> implausible(RunFindings findings) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Implausible figure : findings.summary().implausible()) {
            rows.add(Table.row(
                    figure.id(),
                    Objects.requireNonNullElse(figure.pair(), "the run"),
                    build(findings, figure),
                    figure.text()));
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(Section.of(new Table(
                        "Figures that cannot be",
                        List.of(
                                Column.text("What"),
                                Column.text("Pair"),
                                Column.text("Build"),
                                Column.text("Why it cannot be")),
                        rows)));
    }

    private static String build(RunFindings findings, Implausible figure) {
        String variant = figure.variant();
        return variant == null
                ? Numbers.UNKNOWN
                : findings.summary().pairs().stream()
                        .filter(pair -> pair.name().equals(figure.pair()))
                        .map(pair -> Builds.label(pair, variant))
                        .findFirst()
                        .orElse(variant);
    }
}
