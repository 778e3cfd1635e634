package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.RunFindings.PairFindings;
import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.verdict.MetricFinding;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Short ways into the findings of a {@link RunFixture}. */
final class FindingsOf {
    private FindingsOf() {}

    static PairFindings pair(RunFixture run) {
        return RunAnalysis.of(run.data()).pairs().get(0);
    }

    static MetricFinding row(RunFixture run, Figure figure, String scenario, @Nullable String prompt) {
        return pair(run).metrics().stream()
                .filter(row -> row.figure() == figure
                        && row.metric().scenario().equals(scenario)
                        && Objects.equals(row.metric().prompt(), prompt))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + figure + " of " + scenario + " " + prompt));
    }

    /** The prompts that a figure has rows for; a row of a whole scenario is {@code null}. */
    static List<@Nullable String> prompts(RunFixture run, Figure figure) {
        List<@Nullable String> prompts = new java.util.ArrayList<>();
        pair(run).metrics().stream()
                .filter(row -> row.figure() == figure)
                .forEach(row -> prompts.add(row.metric().prompt()));
        return prompts;
    }
}
