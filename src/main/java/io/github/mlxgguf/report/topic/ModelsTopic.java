package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.report.output.Table;
import io.github.mlxgguf.report.output.Table.Cell;
import io.github.mlxgguf.report.output.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pair by pair: which builds they are, how far they are the same work, who is better at what, and what was expected. */
final class ModelsTopic {
    private static final String HALF_MISSING = "half_missing";

    private ModelsTopic() {}

    static Optional<Topic> of(RunFindings findings) {
        return new TopicParts("models", "Per-model insights")
                .pairs(findings, ModelsTopic::sections)
                .build();
    }

    private static List<Section> sections(PairFindings findings) {
        RunSummary.Pair pair = findings.summary();
        List<Section> sections = new ArrayList<>();
        sections.add(Section.said("Baseline " + build(pair.baseline()) + "; candidate " + build(pair.candidate()) + ". "
                + (pair.architecture().equals("moe") ? "A mixture of experts" : "A dense model")
                + "; the builds differ in " + pair.varies() + "."));
        if (pair.reason() != null) {
            sections.add(Section.said("Status: " + pair.status() + ": " + pair.reason()));
        }
        VerdictTable.of(findings).ifPresent(sections::add);
        sections.add(Section.said("Certificate " + certificate(pair.certificate())));
        reasons(pair).ifPresent(sections::add);
        pair.certificate().notes().stream().map(Section::said).forEach(sections::add);
        expectations(pair).ifPresent(sections::add);
        return sections;
    }

    private static String build(RunSummary.Variant variant) {
        String key = variant.modelKey() == null ? "not found on the server" : variant.modelKey();
        return variant.label() + ": " + key + ", " + variant.format() + " " + variant.quantization();
    }

    private static String certificate(RunSummary.Certificate certificate) {
        if (certificate.reasons().stream().anyMatch(reason -> reason.id().equals(HALF_MISSING))) {
            return certificate.grade() + ": only one build was measured; figures are shown and no winner is named.";
        }
        return switch (certificate.grade()) {
            case A -> "A: the two builds are the same work as far as was checked.";
            case B -> "B: the two builds are the same work but for what is listed.";
            case C -> "C: the two builds differ noticeably; read verdicts with the reasons in mind.";
            case D -> "D: the two builds are not the same work; figures are shown and no winner is named.";
        };
    }

    private static Optional<Section> expectations(RunSummary.Pair pair) {
        if (pair.expectations().isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (RunSummary.JudgedExpectation expectation : pair.expectations()) {
            rows.add(List.of(
                    Cell.of(expectation.title()),
                    Cell.toned(expectation.outcome().id(), expectation.outcome().id()),
                    Cell.of(expectation.text())));
        }
        return Optional.of(Section.of(new Table(
                pair.name() + ": what the configuration expects",
                List.of(Column.text("Expectation"), Column.text("Outcome"), Column.text("Why")),
                rows)));
    }

    private static Optional<Section> reasons(RunSummary.Pair pair) {
        if (pair.certificate().reasons().isEmpty()) {
            return Optional.empty();
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (RunSummary.Reason reason : pair.certificate().reasons()) {
            rows.add(Table.row(
                    reason.id(), reason.text(), reason.remedy() == null ? "none needed: intended" : reason.remedy()));
        }
        return Optional.of(Section.of(new Table(
                pair.name() + ": reasons of the certificate",
                List.of(Column.text("Reason"), Column.text("What was found"), Column.text("Remedy")),
                rows)));
    }
}
