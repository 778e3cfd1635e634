package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.evidence.Work;
import io.github.mlxgguf.analysis.evidence.WorkOfScenarios;
import io.github.mlxgguf.analysis.verdict.Comparison;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import io.github.mlxgguf.config.ScenarioId;
import java.util.ArrayList;
import java.util.List;

/** All rows of a pair's comparison, scenario by scenario. */
final class MetricRows {
    private MetricRows() {}

    static List<MetricFinding> of(PairEvidence pair, Comparison comparison) {
        List<MetricFinding> rows = new ArrayList<>();
        for (String scenario : pair.scenarios()) {
            List<Work> works = WorkOfScenarios.of(pair, scenario);
            for (Work work : works) {
                rows.addAll(GenerationMetrics.of(pair, work, comparison));
            }
            rows.addAll(MemoryFigures.of(pair, scenario, comparison));
            rows.addAll(ownRows(pair, scenario, works, comparison));
        }
        rows.addAll(LoadFigures.of(pair, comparison));
        return rows;
    }

    /** What only one scenario is about. */
    private static List<MetricFinding> ownRows(
            PairEvidence pair, String scenario, List<Work> works, Comparison comparison) {
        List<MetricFinding> rows = new ArrayList<>();
        if (scenario.equals(ScenarioId.CONTEXT_STRESS.id())) {
            works.forEach(work -> rows.add(MemoryFigures.headline(pair, work, comparison)));
            works.forEach(work -> rows.add(MemoryFigures.kept(pair, work, comparison)));
        } else if (scenario.equals(ScenarioId.CONCURRENCY.id())) {
            Work all = Work.of(scenario);
            rows.add(MemoryFigures.kept(pair, all, comparison));
            rows.addAll(ConcurrencyFigures.of(pair, all, comparison));
        }
        return rows;
    }
}
