package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.Conditions;
import io.github.mlxgguf.analysis.RunFindings.AnomalyRow;
import io.github.mlxgguf.analysis.RunFindings.FailureRow;
import io.github.mlxgguf.analysis.RunFindings.IncompleteCell;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tables of the report that are about the run as a whole. */
final class RunTables {
    /** A run with more than these is read in its timeline. */
    private static final int MAX_LISTED_ANOMALIES = 40;

    private RunTables() {}

    static Optional<Section> anomalies(List<AnomalyRow> anomalies) {
        if (anomalies.isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (AnomalyRow anomaly : anomalies.subList(0, Math.min(MAX_LISTED_ANOMALIES, anomalies.size()))) {
            rows.add(Table.row(
                    Objects.requireNonNullElse(anomaly.time(), Numbers.UNKNOWN),
                    Objects.requireNonNullElse(anomaly.label(), "no model"),
                    Objects.requireNonNullElse(anomaly.pair(), Numbers.UNKNOWN),
                    Objects.requireNonNullElse(anomaly.scenario(), "outside a cell"),
                    Numbers.count(anomaly.round()),
                    anomaly.meaning(),
                    anomaly.text()));
        }
        int more = anomalies.size() - rows.size();
        return Optional.of(new Section(
                new Table(
                        "What happened meanwhile, in the order of time",
                        List.of(
                                Column.text("Time, UTC"),
                                Column.text("Build"),
                                Column.text("Pair"),
                                Column.text("Where"),
                                Column.number("Round"),
                                Column.text("What"),
                                Column.text("Figures")),
                        rows),
                more > 0
                        ? List.of("And " + Numbers.count(more)
                                + " more; records.jsonl has them as records of kind anomaly.")
                        : List.of()));
    }

    static Optional<Section> incomplete(List<IncompleteCell> cells) {
        if (cells.isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (IncompleteCell cell : cells) {
            rows.add(Table.row(
                    cell.label(),
                    cell.pair(),
                    cell.scenario(),
                    cell.rounds().stream().map(String::valueOf).collect(Collectors.joining(", ")),
                    cell.reason(),
                    Objects.requireNonNullElse(cell.remedy(), Numbers.UNKNOWN)));
        }
        return Optional.of(Section.of(new Table(
                "Cells that could not run or were not reached",
                List.of(
                        Column.text("Build"),
                        Column.text("Pair"),
                        Column.text("Scenario"),
                        Column.text("Rounds"),
                        Column.text("Reason"),
                        Column.text("Remedy")),
                rows)));
    }

    static Optional<Section> failures(List<FailureRow> failures) {
        if (failures.isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (FailureRow failure : failures) {
            rows.add(Table.row(
                    failure.label(),
                    failure.pair(),
                    Numbers.count(failure.round()),
                    failure.what(),
                    failure.kind(),
                    failure.message()));
        }
        return Optional.of(Section.of(new Table(
                "What failed or is void",
                List.of(
                        Column.text("Build"),
                        Column.text("Pair"),
                        Column.number("Round"),
                        Column.text("What"),
                        Column.text("Kind"),
                        Column.text("Message")),
                rows)));
    }

    static Optional<Section> facts(Conditions conditions) {
        if (conditions.facts().isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Conditions.Fact fact : conditions.facts()) {
            rows.add(Table.row(fact.name(), Objects.requireNonNullElse(fact.value(), Numbers.UNKNOWN)));
        }
        return Optional.of(Section.of(
                new Table("Machine, software and settings", List.of(Column.text("What"), Column.text("Value")), rows)));
    }

    static Optional<Section> flags(Conditions conditions) {
        if (conditions.flags().isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Conditions.FlagRow flag : conditions.flags()) {
            rows.add(Table.row(
                    flag.id(),
                    Numbers.count(flag.records()) + " of " + Numbers.count(flag.ofRecords()),
                    flag.meaning(),
                    Objects.requireNonNullElse(flag.threshold(), Numbers.UNKNOWN),
                    flag.remedy()));
        }
        return Optional.of(new Section(
                new Table(
                        "Quality flags that were raised",
                        List.of(
                                Column.text("Flag"),
                                Column.number("Records"),
                                Column.text("Meaning"),
                                Column.text("Raised when"),
                                Column.text("Remedy")),
                        rows),
                List.of("Records are those of loads, unloads, cells, measured requests and sessions.")));
    }
}
