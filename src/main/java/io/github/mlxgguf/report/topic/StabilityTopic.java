package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.report.plot.Plot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether memory grows from request to request, and what did not succeed. */
final class StabilityTopic {
    private StabilityTopic() {}

    static Optional<Topic> of(RunFindings findings, List<Plot> plots) {
        return new TopicParts("stability", "Stability")
                .pairs(findings, pair -> of(findings, pair), plots, Plot.Topic.STABILITY)
                .build();
    }

    private static List<Section> of(RunFindings findings, PairFindings pair) {
        List<Section> sections = new ArrayList<>();
        sections.addAll(
                LeakCourseTable.of(pair.summary().name(), pair.scenarios().leakCourses()));
        if (sections.isEmpty()) {
            sections.addAll(NotMeasured.of(findings, pair, ScenarioId.LEAK_DETECTION));
        }
        AttemptsTable.of(pair).ifPresent(sections::add);
        return sections;
    }
}
