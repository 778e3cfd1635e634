package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.report.plot.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What memory the builds take: the ranked figures first, then by phase, then where it went. */
final class MemoryTopic {
    private MemoryTopic() {}

    static Optional<Topic> of(RunFindings findings, List<Plot> plots) {
        TopicParts parts = new TopicParts("memory", "Memory analysis");
        if (findings.serverMemory() != null) {
            parts.section(Section.said(findings.serverMemory().sentence()));
        }
        return parts.pairs(findings, pair -> of(findings, pair), plots, Plot.Topic.MEMORY)
                .build();
    }

    private static List<Section> of(RunFindings findings, PairFindings pair) {
        List<Section> sections = new ArrayList<>();
        MetricTable.ofMemory(pair).ifPresent(sections::add);
        MemoryByPhase.of(pair.summary()).ifPresent(sections::add);
        LedgerTable.of(pair.summary().name(), findings.ledger()).ifPresent(sections::add);
        return sections.isEmpty() && findings.measured()
                ? List.of(Section.said("Not measured: no memory of this pair is on record."))
                : sections;
    }
}
