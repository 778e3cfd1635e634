package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.config.ScenarioId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mixtures of experts: speed by kind of work. */
final class MoeTopic {
    private MoeTopic() {}

    static Optional<Topic> of(RunFindings findings) {
        return new TopicParts("moe", "Mixture of experts")
                .sections(DenseAgainstMoeTables.of(findings.advice().denseAgainstMoe()))
                .pairs(findings, pair -> of(findings, pair))
                .build();
    }

    private static List<Section> of(RunFindings findings, PairFindings pair) {
        List<Section> sections =
                new ArrayList<>(MoeTable.of(pair.summary(), pair.scenarios().moe()));
        String scenario = ScenarioId.MOE.id();
        MetricTable.ofScenario(pair, MetricTopic.MOE, scenario).ifPresent(sections::add);
        MetricTable.ofPrompts(pair, MetricTopic.MOE, scenario).ifPresent(sections::add);
        return sections.isEmpty() ? NotMeasured.of(findings, pair, ScenarioId.MOE) : sections;
    }
}
