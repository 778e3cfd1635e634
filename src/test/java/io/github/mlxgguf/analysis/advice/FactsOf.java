package io.github.mlxgguf.analysis.advice;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.RunFindings;
import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.RunFixture;
import io.github.mlxgguf.analysis.crossover.CrossoverMap;
import io.github.mlxgguf.analysis.evidence.PairEvidence;
import io.github.mlxgguf.analysis.summary.RunSummary.Leak;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What advice rests on, from a run made by hand. */
final class FactsOf {
    private FactsOf() {}

    static PairFacts pair(RunFixture run) {
        return pair(run, List.of(), null);
    }

    static PairFacts pair(RunFixture run, List<Leak> leaks, @Nullable CrossoverMap crossover) {
        return pairs(run, leaks, crossover).get(0);
    }

    static List<PairFacts> pairs(RunFixture run) {
        return pairs(run, List.of(), null);
    }

    private static List<PairFacts> pairs(RunFixture run, List<Leak> leaks, @Nullable CrossoverMap crossover) {
        RunData data = run.data();
        RunBody body = data.run().orElseThrow();
        RunFindings findings = RunAnalysis.of(data);
        List<PairFacts> facts = new ArrayList<>();
        for (int i = 0; i < body.pairs().size(); i++) {
            PairFindings found = findings.pairs().get(i);
            facts.add(new PairFacts(
                    PairEvidence.of(data, body.pairs().get(i)),
                    found.summary().certificate().grade(),
                    found.metrics(),
                    leaks,
                    crossover,
                    0.03));
        }
        return facts;
    }
}
