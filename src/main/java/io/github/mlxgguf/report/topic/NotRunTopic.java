package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import java.util.Optional;

/** What is missing from the figures, and why. */
final class NotRunTopic {
    private NotRunTopic() {}

    static Optional<Topic> of(RunFindings findings) {
        boolean nothing = findings.incomplete().isEmpty() && findings.failures().isEmpty();
        return new TopicParts("incomplete", "What could not run")
                .section(RunTables.incomplete(findings.incomplete()))
                .section(RunTables.failures(findings.failures()))
                .section(
                        nothing && !findings.pairs().isEmpty()
                                ? Optional.of(Section.said("Everything that was planned ran, and nothing failed."))
                                : Optional.empty())
                .build();
    }
}
