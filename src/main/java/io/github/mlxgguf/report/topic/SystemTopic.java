package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import java.util.Optional;

/** What the run was made on and with: machine, system, suite, server, engines, config and settings. */
final class SystemTopic {
    private SystemTopic() {}

    static Optional<Topic> of(RunFindings findings) {
        return new TopicParts("system", "System information")
                .section(RunTables.facts(findings.conditions()))
                .build();
    }
}
