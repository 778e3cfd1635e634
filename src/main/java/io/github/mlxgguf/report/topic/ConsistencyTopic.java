package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import java.util.Optional;

/** What the answers held, and whether equal requests have equal answers. */
final class ConsistencyTopic {
    private ConsistencyTopic() {}

    static Optional<Topic> of(RunFindings findings) {
        return new TopicParts("consistency", "Consistency")
                .pairs(
                        findings,
                        pair -> AnswerTables.of(
                                pair, findings.summary().server().kind()))
                .build();
    }
}
