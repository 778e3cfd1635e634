package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.Better;
import io.github.mlxgguf.analysis.Grade;
import io.github.mlxgguf.analysis.Numbers;
import io.github.mlxgguf.analysis.RunFindings.MetricFinding;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunSummary;
import io.github.mlxgguf.analysis.RunSummary.Metric;
import io.github.mlxgguf.analysis.RunSummary.Ratio;
import io.github.mlxgguf.analysis.RunSummary.SideFigure;
import io.github.mlxgguf.analysis.ServerMemory;
import io.github.mlxgguf.report.ReportModel.PairModel;
import io.github.mlxgguf.report.Table.Cell;
import io.github.mlxgguf.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the report about one pair. */
final class PairTables {
    private static final String BYTES = "bytes";

    private final PairFindings findings;
    private final RunSummary.Pair pair;
    private final String baseline;
    private final String candidate;

    private PairTables(PairFindings findings) {
        this.findings = findings;
        this.pair = findings.summary();
        this.baseline = pair.baseline().label();
        this.candidate = pair.candidate().label();
    }

    static PairModel of(PairFindings findings, @Nullable ServerMemory server) {
        PairTables tables = new PairTables(findings);
        RunSummary.Pair pair = findings.summary();
        return new PairModel(
                pair.name(),
                findings.lead(),
                "Baseline " + build(pair.baseline()) + "; candidate " + build(pair.candidate()) + ".",
                pair.reason() == null ? null : pair.status() + ": " + pair.reason(),
                tables.metrics(),
                tables.expectations(),
                certificate(pair.certificate().grade()),
                tables.reasons(),
                MemoryByPhase.table(pair),
                server == null ? null : server.sentence());
    }

    private static String build(RunSummary.Variant variant) {
        String key = variant.modelKey() == null ? "not found on the server" : variant.modelKey();
        return variant.label() + ": " + key + ", " + variant.format() + " " + variant.quantization();
    }

    private static String certificate(Grade grade) {
        return switch (grade) {
            case A -> "A: the two builds are the same work as far as was checked.";
            case B -> "B: the two builds are the same work but for what is listed.";
            case C -> "C: the two builds differ noticeably; read verdicts with the reasons in mind.";
            case D -> "D: the two builds are not the same work; figures are shown and no winner is named.";
        };
    }

    private @Nullable Table metrics() {
        if (findings.metrics().isEmpty()) {
            return null;
        }
        List<Column> columns = List.of(
                Column.text("Figure"),
                Column.number(baseline),
                Column.number(candidate),
                Column.text("Unit"),
                Column.number(candidate + " / " + baseline + " (95 % interval)"),
                Column.text("Verdict"),
                Column.text("Scenario"),
                Column.text("Values"));
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricFinding finding : findings.metrics()) {
            rows.add(metricRow(finding));
        }
        return new Table(pair.name() + ": " + baseline + " and " + candidate + " side by side", columns, rows);
    }

    private List<Cell> metricRow(MetricFinding finding) {
        Metric metric = finding.metric();
        boolean bytes = metric.unit().equals(BYTES);
        String unit = bytes
                ? Numbers.byteUnit(Math.max(largest(metric.baseline()), largest(metric.candidate())))
                : metric.unit();
        Ratio ratio = metric.ratio();
        return List.of(
                Cell.of(finding.figure().label()
                        + (metric.better() == Better.HIGHER ? " (higher is better)" : " (lower is better)")),
                Cell.of(value(metric.baseline(), bytes, unit)),
                Cell.of(value(metric.candidate(), bytes, unit)),
                Cell.of(unit),
                Cell.of(Numbers.ratio(ratio.value(), ratio.low(), ratio.high())),
                Cell.toned(verdict(finding), metric.verdict().id()),
                Cell.of(metric.scenario()),
                Cell.of(values(metric)));
    }

    private static double largest(SideFigure figure) {
        return figure.median() == null ? 0 : Math.abs(figure.median());
    }

    private static String value(SideFigure figure, boolean bytes, String unit) {
        Double median = figure.median();
        return median == null || !bytes ? Numbers.figure(median) : Numbers.figure(Numbers.inByteUnit(median, unit));
    }

    private String verdict(MetricFinding finding) {
        String word =
                switch (finding.metric().verdict()) {
                    case BASELINE -> baseline + " is better";
                    case CANDIDATE -> candidate + " is better";
                    case EQUAL -> "practically equal";
                    case UNDECIDED -> "undecided";
                    case WITHHELD -> "withheld";
                };
        return finding.why() == null ? word : word + " – " + finding.why();
    }

    private String values(Metric metric) {
        String left = values(metric.baseline());
        String right = values(metric.candidate());
        return left.equals(right) ? "each " + left : baseline + " " + left + "; " + candidate + " " + right;
    }

    private static String values(SideFigure figure) {
        return Numbers.count(figure.n()) + " from " + Numbers.counted(figure.loads(), "load") + ", "
                + Numbers.count(figure.succeeded()) + " of " + Numbers.count(figure.attempted()) + " ok";
    }

    private @Nullable Table expectations() {
        if (pair.expectations().isEmpty()) {
            return null;
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (RunSummary.JudgedExpectation expectation : pair.expectations()) {
            rows.add(List.of(
                    Cell.of(expectation.title()),
                    Cell.toned(expectation.outcome().id(), expectation.outcome().id()),
                    Cell.of(expectation.text())));
        }
        return new Table(
                pair.name() + ": what the configuration expects",
                List.of(Column.text("Expectation"), Column.text("Outcome"), Column.text("Why")),
                rows);
    }

    private @Nullable Table reasons() {
        if (pair.certificate().reasons().isEmpty()) {
            return null;
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (RunSummary.Reason reason : pair.certificate().reasons()) {
            rows.add(Table.row(
                    reason.id(), reason.text(), reason.remedy() == null ? "none needed: intended" : reason.remedy()));
        }
        return new Table(
                pair.name() + ": reasons of the certificate",
                List.of(Column.text("Reason"), Column.text("What was found"), Column.text("Remedy")),
                rows);
    }
}
