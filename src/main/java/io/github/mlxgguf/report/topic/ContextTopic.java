package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.report.plot.Plot;
import io.github.mlxgguf.report.plot.ReportPlots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the length of a prompt does, and which build is faster for which request. */
final class ContextTopic {
    private ContextTopic() {}

    static Optional<Topic> of(RunFindings findings, List<Plot> plots) {
        return new TopicParts("context", "Context")
                .pairs(findings, pair -> of(findings, pair, plots), plots, Plot.Topic.CONTEXT)
                .build();
    }

    private static List<Section> of(RunFindings findings, PairFindings pair, List<Plot> plots) {
        String scenario = ScenarioId.CONTEXT_STRESS.id();
        List<Section> sections = new ArrayList<>(
                ContextStressTable.of(pair.summary().name(), pair.scenarios().contextStress()));
        MetricTable.ofScenario(pair, MetricTopic.CONTEXT, scenario).ifPresent(sections::add);
        MetricTable.ofPrompts(pair, MetricTopic.CONTEXT, scenario).ifPresent(sections::add);
        if (sections.isEmpty()) {
            sections.addAll(NotMeasured.of(findings, pair, ScenarioId.CONTEXT_STRESS));
        }
        CrossoverTable.of(pair, isMapDrawn(pair, plots)).ifPresent(sections::add);
        return sections;
    }

    /** Its reading has the sentences of the map. */
    private static boolean isMapDrawn(PairFindings pair, List<Plot> plots) {
        return plots.stream()
                .anyMatch(plot ->
                        pair.summary().name().equals(plot.pair()) && plot.id().endsWith(ReportPlots.CROSSOVER));
    }
}
