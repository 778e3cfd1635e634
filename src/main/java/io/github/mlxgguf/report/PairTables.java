package io.github.mlxgguf.report;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.ScenarioFindings;
import io.github.mlxgguf.analysis.ServerMemory;
import io.github.mlxgguf.analysis.summary.Grade;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.report.ReportModel.PairModel;
import io.github.mlxgguf.report.ReportModel.Section;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The part of the report about one pair. */
final class PairTables {
    private final RunSummary.Pair pair;

    private PairTables(PairFindings findings) {
        this.pair = findings.summary();
    }

    static PairModel of(PairFindings findings, @Nullable ServerMemory server) {
        PairTables tables = new PairTables(findings);
        RunSummary.Pair pair = findings.summary();
        return new PairModel(
                pair.name(),
                findings.lead(),
                "Baseline " + build(pair.baseline()) + "; candidate " + build(pair.candidate()) + ".",
                pair.reason() == null ? null : pair.status() + ": " + pair.reason(),
                sections(findings),
                tables.expectations(),
                certificate(pair.certificate().grade()),
                tables.reasons(),
                MemoryByPhase.table(pair),
                server == null ? null : server.sentence());
    }

    /** Scenario by scenario its figures, what it shows beyond them, and the figures of its prompts; then what was answered. */
    private static List<Section> sections(PairFindings findings) {
        List<Section> sections = new ArrayList<>();
        for (String scenario : scenarios(findings)) {
            Section.of(MetricTable.ofScenario(findings, scenario)).ifPresent(sections::add);
            sections.addAll(ownSections(findings, scenario));
            Section.of(MetricTable.ofPrompts(findings, scenario)).ifPresent(sections::add);
        }
        sections.addAll(AnswerTables.of(findings));
        return sections;
    }

    /** Those with figures in their order, then those whose cells alone have something to say. */
    private static Set<String> scenarios(PairFindings findings) {
        Set<String> scenarios = new LinkedHashSet<>();
        findings.metrics().forEach(finding -> scenarios.add(finding.metric().scenario()));
        ScenarioId.BUILT_IN.forEach(scenario -> scenarios.add(scenario.id()));
        return scenarios;
    }

    private static List<Section> ownSections(PairFindings findings, String scenario) {
        String name = findings.summary().name();
        ScenarioFindings scenarios = findings.scenarios();
        if (scenario.equals(ScenarioId.CONTEXT_STRESS.id())) {
            return ContextStressTable.of(name, scenarios.contextStress());
        }
        if (scenario.equals(ScenarioId.MOE.id())) {
            return MoeTable.of(findings.summary(), scenarios.moe());
        }
        if (scenario.equals(ScenarioId.CONCURRENCY.id())) {
            return ConcurrencyTable.of(name, scenarios.concurrency());
        }
        return scenario.equals(ScenarioId.LEAK_DETECTION.id())
                ? LeakCourseTable.of(name, scenarios.leakCourses())
                : List.of();
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
