package io.github.mlxgguf.report.topic;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.config.ScenarioId;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The topic under which a row of the comparison stands: each row has one, so none is shown twice. */
enum MetricTopic {
    MEMORY,
    PERFORMANCE,
    CONTEXT,
    MOE;

    private static final Set<Figure> MEMORY_FIGURES =
            EnumSet.of(Figure.HEADLINE_BYTES, Figure.EFFICIENCY, Figure.KEPT_BYTES);

    /** Memory of a scenario as a whole is about memory; memory of one prompt is about what the scenario is about. */
    static MetricTopic of(MetricFinding row) {
        if (MEMORY_FIGURES.contains(row.figure()) && row.metric().prompt() == null) {
            return MEMORY;
        }
        String scenario = row.metric().scenario();
        if (scenario.equals(ScenarioId.CONTEXT_STRESS.id())) {
            return CONTEXT;
        }
        return scenario.equals(ScenarioId.MOE.id()) ? MOE : PERFORMANCE;
    }

    /** The pair's rows of this topic, in their order. */
    Stream<MetricFinding> rows(PairFindings findings) {
        return findings.metrics().stream().filter(row -> of(row) == this);
    }

    /** The scenarios of those rows, in their order. */
    Set<String> scenarios(PairFindings findings) {
        Set<String> scenarios = new LinkedHashSet<>();
        rows(findings).forEach(row -> scenarios.add(row.metric().scenario()));
        return scenarios;
    }
}
