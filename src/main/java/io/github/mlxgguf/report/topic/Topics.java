package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.report.plot.Plot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All topics below the executive summary, in the order of the page. */
public final class Topics {
    private Topics() {}

    /** Those that have something to say. */
    public static List<Topic> of(RunFindings findings, List<Plot> plots) {
        return Stream.of(
                        MemoryTopic.of(findings, plots),
                        PerformanceTopic.of(findings, plots),
                        StabilityTopic.of(findings, plots),
                        ModelsTopic.of(findings),
                        MoeTopic.of(findings),
                        ContextTopic.of(findings, plots),
                        ConsistencyTopic.of(findings),
                        ConditionsTopic.of(findings),
                        RecommendationsTopic.of(findings),
                        SystemTopic.of(findings),
                        MethodTopic.of(findings),
                        NotRunTopic.of(findings))
                .flatMap(Optional::stream)
                .toList();
    }
}
