package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.config.ScenarioId;
import java.util.List;
import java.util.stream.Collectors;

/** What stands where a scenario was planned and gave nothing; a scenario that nobody planned is not missed. */
final class NotMeasured {
    private NotMeasured() {}

    static List<Section> of(RunFindings findings, PairFindings pair, ScenarioId scenario) {
        String name = pair.summary().name();
        String reasons = findings.incomplete().stream()
                .filter(cell -> cell.pair().equals(name) && cell.scenario().equals(scenario.id()))
                .map(cell -> cell.label() + ": " + cell.reason())
                .distinct()
                .collect(Collectors.joining(" "));
        if (!reasons.isEmpty()) {
            return List.of(
                    Section.said("Not measured: " + scenario.id() + " was planned and gave no figure. " + reasons));
        }
        boolean ran =
                pair.metrics().stream().anyMatch(row -> row.metric().scenario().equals(scenario.id()));
        return ran ? List.of(Section.said("Not measured: " + scenario.id() + " ran and gave no figure.")) : List.of();
    }
}
