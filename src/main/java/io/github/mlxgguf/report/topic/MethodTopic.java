package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** How what stands in this report was made: one line for everything that is in it, and nothing about what is not. */
final class MethodTopic {
    private static final String PAIRED_T = "paired_t";
    private static final String BLOCK_BOOTSTRAP = "block_bootstrap";
    private static final String[] HOW_TO_READ = {
        "A ratio is candidate divided by baseline: above 1 the candidate's figure is higher, which is better or worse as"
                + " the row says.",
        "The interval says where the ratio lies with 95 % confidence if the same loads were done again. A winner is named"
                + " only if the whole interval is on one side of 1, and “practically equal” only if all of it lies inside"
                + " the band of equality.",
        "The ratio is made round by round, so it is not the quotient of the two medians beside it.",
        "Each interval stands for itself: where nothing differs, about 5 of 100 figures still name a winner. With 3 loads an"
                + " interval rests on 2 degrees of freedom and on logarithms of ratios that scatter normally.",
        "“Provisional” means fewer than 3 loads of each build: no interval and no winner. Generations within one load"
                + " resemble each other, so more of them do not help; more rounds do.",
        "“Withheld” means that the two figures are not comparable, or that one is missing; the reason stands beside it.",
        "“n from m loads, a of b ok”: values that count, the loads they come from, and attempts that succeeded.",
        "MB is 10⁶ bytes, GB is 10⁹ bytes, times are in milliseconds except loads and unloads, which are in seconds."
                + " “–” means unknown; it is never zero."
    };

    private MethodTopic() {}

    static Optional<Topic> of(RunFindings findings) {
        return new TopicParts("method", "Method in short")
                .section(new Section(table(findings), List.of()))
                .section(Section.said(HOW_TO_READ))
                .build();
    }

    private static Table table(RunFindings findings) {
        Set<Figure> shown = EnumSet.noneOf(Figure.class);
        findings.pairs().forEach(pair -> pair.metrics().forEach(row -> shown.add(row.figure())));
        List<List<Cell>> rows = new ArrayList<>();
        for (Figure figure : shown) {
            rows.add(Table.row(figure.label(), figure.definition()));
        }
        rows.add(Table.row(
                "Committed memory",
                "what the whole system could not drop: on macOS anonymous memory that is not purgeable, wired and compressed"
                        + " memory; on Linux anonymous and shared memory, kernel memory and page tables"));
        if (!findings.ledger().isEmpty()) {
            rows.add(Table.row(
                    "Rest of the ledger",
                    "committed memory minus the baseline before the load and the size of the model's files: contexts, buffers"
                            + " and whatever else changed; below zero where weights stay in pages of files that the system"
                            + " can drop"));
        }
        rows.add(
                Table.row(
                        "Ratio",
                        "median of each load's values, candidate divided by baseline round by round, and the geometric mean over the rounds"));
        intervals(findings).forEach(rows::add);
        if (any(findings, pair -> !pair.leak().isEmpty())) {
            rows.add(Table.row(
                    "Growth from request to request",
                    "slope of the memory after each request (Theil–Sen) with an interval that is widened for autocorrelation;"
                            + " fewer than 8 requests say nothing, and only 30 or more of fixed length tell the kind of a"
                            + " growth"));
        }
        if (any(findings, pair -> pair.crossover() != null)) {
            rows.add(Table.row(
                    "Time of a request",
                    "fixed + prompt tokens + output tokens, fitted by least squares to the measured requests of a build and"
                            + " checked on requests that were kept out"));
        }
        rows.add(Table.row(
                "Certificate",
                "how far the two builds are the same work: size of the files (3 % A, 8 % B, 15 % C), context, slots, prompt"
                        + " tokens; the difference that a pair is about never lowers it"));
        return new Table("How each figure is defined", List.of(Column.text("Figure"), Column.text("Definition")), rows);
    }

    /** The kinds of interval that this report has. */
    private static List<List<Cell>> intervals(RunFindings findings) {
        Set<String> methods = new TreeSet<>();
        findings.summary().pairs().forEach(pair -> pair.metrics().stream()
                .map(metric -> metric.ratio().method())
                .filter(Objects::nonNull)
                .forEach(methods::add));
        List<List<Cell>> rows = new ArrayList<>();
        if (methods.contains(PAIRED_T)) {
            rows.add(Table.row(
                    "Interval, paired t", "on the logarithms of the rounds' ratios; needs 3 loads of each build"));
        }
        if (methods.contains(BLOCK_BOOTSTRAP)) {
            rows.add(Table.row(
                    "Interval, block bootstrap",
                    "rounds drawn again and again with a fixed seed; takes the place of paired t from 6 loads of each build"
                            + " on"));
        }
        if (methods.isEmpty()) {
            rows.add(Table.row("Interval", "none in this report: it needs 3 loads of each build"));
        }
        return rows;
    }

    private static boolean any(RunFindings findings, Predicate<RunSummary.Pair> what) {
        return findings.summary().pairs().stream().anyMatch(what);
    }
}
