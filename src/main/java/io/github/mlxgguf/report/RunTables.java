package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.Conditions;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.AnomalyRow;
import io.github.mlxgguf.analysis.RunFindings.FailureRow;
import io.github.mlxgguf.analysis.RunFindings.IncompleteCell;
import io.github.mlxgguf.analysis.RunFindings.LedgerRow;
import io.github.mlxgguf.analysis.RunFindings.LoadRow;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.text.Numbers;
import io.github.mlxgguf.report.ReportModel.Section;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of the report that are about the run as a whole. */
final class RunTables {
    /** A run with more than these is read in its timeline. */
    private static final int MAX_LISTED_ANOMALIES = 40;

    private RunTables() {}

    static @Nullable Table loads(List<LoadRow> loads) {
        if (loads.isEmpty()) {
            return null;
        }
        List<Column> columns = List.of(
                Column.text("Build"),
                Column.text("Pair"),
                Column.number("Round"),
                Column.text("Load"),
                Column.number("Load, s"),
                Column.number("Server's own, s"),
                Column.text("Via"),
                Column.number("Size"),
                Column.number("Growth"),
                Column.number("Context"),
                Column.number("Slots"),
                Column.text("Identity by"),
                Column.number("Unload, s"),
                Column.number("Reclaimed"),
                Column.number("Settled, s"));
        List<List<Cell>> rows = new ArrayList<>();
        for (LoadRow load : loads) {
            rows.add(Table.row(
                    load.label(),
                    load.pair(),
                    Numbers.count(load.round()),
                    kind(load),
                    Numbers.figure(load.loadSeconds()),
                    Numbers.figure(load.serverLoadSeconds()),
                    load.via(),
                    Numbers.bytes(load.sizeBytes()),
                    Numbers.bytes(load.growthBytes()),
                    Numbers.count(load.contextLength()),
                    Numbers.count(load.parallel()),
                    load.verifiedBy(),
                    Numbers.figure(load.unloadSeconds()),
                    Numbers.bytes(load.reclaimedBytes()),
                    Numbers.figure(load.settleSeconds())));
        }
        return new Table("Every load and the unload that ended it", columns, rows);
    }

    private static String kind(LoadRow load) {
        String shared = load.firstLoad() ? "first, as found" : "repeated";
        String good = load.scenario() == null ? shared : "for " + load.scenario() + " alone";
        if (load.failed()) {
            return load.scenario() == null ? "failed" : good + ", failed";
        }
        return load.isVoid() ? "void" : good;
    }

    static @Nullable Table ledger(List<LedgerRow> ledger) {
        if (ledger.isEmpty()) {
            return null;
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (LedgerRow load : ledger) {
            rows.add(Table.row(
                    load.label(),
                    load.pair(),
                    Numbers.count(load.round()),
                    load.scenario() == null ? "shared" : "for " + load.scenario() + " alone",
                    Numbers.bytes(load.baselineBytes()),
                    Numbers.bytes(load.weightsBytes()),
                    Numbers.bytes(load.restBytes()),
                    Numbers.bytes(load.loadedBytes()),
                    Numbers.bytes(load.peakRestBytes()),
                    Numbers.bytes(load.peakBytes()),
                    Numbers.bytes(load.reclaimedBytes()),
                    Numbers.figure(load.settleSeconds())));
        }
        return new Table(
                "Where the memory of each load went: baseline + weights + rest = committed",
                List.of(
                        Column.text("Build"),
                        Column.text("Pair"),
                        Column.number("Round"),
                        Column.text("Load"),
                        Column.number("Baseline"),
                        Column.number("Weights"),
                        Column.number("Rest after load"),
                        Column.number("After load"),
                        Column.number("Rest at peak"),
                        Column.number("Peak"),
                        Column.number("Reclaimed"),
                        Column.number("Settled, s")),
                rows);
    }

    static @Nullable Section anomalies(List<AnomalyRow> anomalies) {
        if (anomalies.isEmpty()) {
            return null;
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
        return new Section(
                new Table(
                        "Anomalies in the order of time",
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
                        : List.of());
    }

    static @Nullable Table incomplete(List<IncompleteCell> cells) {
        if (cells.isEmpty()) {
            return null;
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
        return new Table(
                "Cells that could not run or were not reached",
                List.of(
                        Column.text("Build"),
                        Column.text("Pair"),
                        Column.text("Scenario"),
                        Column.text("Rounds"),
                        Column.text("Reason"),
                        Column.text("Remedy")),
                rows);
    }

    static @Nullable Table failures(List<FailureRow> failures) {
        if (failures.isEmpty()) {
            return null;
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
        return new Table(
                "What failed or is void",
                List.of(
                        Column.text("Build"),
                        Column.text("Pair"),
                        Column.number("Round"),
                        Column.text("What"),
                        Column.text("Kind"),
                        Column.text("Message")),
                rows);
    }

    static Table conditions(Conditions conditions) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Conditions.Fact fact : conditions.facts()) {
            rows.add(Table.row(fact.name(), Objects.requireNonNullElse(fact.value(), Numbers.UNKNOWN)));
        }
        return new Table("Conditions of the run", List.of(Column.text("Condition"), Column.text("Value")), rows);
    }

    static @Nullable Table flags(Conditions conditions) {
        if (conditions.flags().isEmpty()) {
            return null;
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (Conditions.FlagRow flag : conditions.flags()) {
            rows.add(Table.row(
                    flag.id(),
                    Numbers.count(flag.records()),
                    flag.meaning(),
                    Objects.requireNonNullElse(flag.threshold(), Numbers.UNKNOWN),
                    flag.remedy()));
        }
        return new Table(
                "Quality flags that were raised",
                List.of(
                        Column.text("Flag"),
                        Column.number("Records"),
                        Column.text("Meaning"),
                        Column.text("Raised when"),
                        Column.text("Remedy")),
                rows);
    }

    /** One line for every figure that the report shows. */
    static Table method(RunFindings findings) {
        Set<Figure> shown = EnumSet.noneOf(Figure.class);
        findings.pairs().forEach(pair -> pair.metrics().forEach(row -> shown.add(row.figure())));
        List<List<Cell>> rows = new ArrayList<>();
        for (Figure figure : shown) {
            rows.add(Table.row(figure.label(), figure.definition()));
        }
        rows.add(Table.row(
                "Committed memory",
                "what the whole system could not drop: on Linux anonymous and shared memory, kernel memory and page"
                        + " tables; not read on macOS in this version"));
        if (!findings.ledger().isEmpty()) {
            rows.add(Table.row(
                    "Rest of the ledger",
                    "committed memory minus the baseline before the load and the size of the model's files: contexts, buffers"
                            + " and whatever else changed; below zero where weights stay in pages of files that the system"
                            + " can drop"));
        }
        rows.add(Table.row(
                "Ratio and interval",
                "median of each load's values, candidate divided by baseline round by round; a paired t interval on the"
                        + " logarithms of the ratios, from 3 loads of each build on"));
        rows.add(Table.row(
                "Certificate",
                "how far the two builds are the same work: size of the files (3 % A, 8 % B, 15 % C), context, slots, prompt"
                        + " tokens; the difference that a pair is about never lowers it"));
        return new Table("How each figure is defined", List.of(Column.text("Figure"), Column.text("Definition")), rows);
    }
}
