package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.report.plot.Plot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How fast the builds are, scenario by scenario, and how long their loads take. */
final class PerformanceTopic {
    private PerformanceTopic() {}

    static Optional<Topic> of(RunFindings findings, List<Plot> plots) {
        return new TopicParts("performance", "Performance")
                .pairs(findings, pair -> of(findings, pair), plots, Plot.Topic.PERFORMANCE)
                .build();
    }

    private static List<Section> of(RunFindings findings, PairFindings pair) {
        List<Section> sections = new ArrayList<>();
        String name = pair.summary().name();
        for (String scenario : scenarios(pair)) {
            MetricTable.ofScenario(pair, MetricTopic.PERFORMANCE, scenario).ifPresent(sections::add);
            if (scenario.equals(ScenarioId.CONCURRENCY.id())) {
                sections.addAll(ConcurrencyTable.of(name, pair.scenarios().concurrency()));
            }
            MetricTable.ofPrompts(pair, MetricTopic.PERFORMANCE, scenario).ifPresent(sections::add);
        }
        LoadTable.of(name, findings.loads()).ifPresent(sections::add);
        return sections.isEmpty() ? List.of(Section.said("Nothing was measured.")) : sections;
    }

    /** Those with figures in their order, then those whose cells alone have something to say. */
    private static Set<String> scenarios(PairFindings pair) {
        Set<String> scenarios = new LinkedHashSet<>(MetricTopic.PERFORMANCE.scenarios(pair));
        scenarios.add(ScenarioId.CONCURRENCY.id());
        return scenarios;
    }
}
