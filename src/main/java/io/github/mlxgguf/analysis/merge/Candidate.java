package io.github.mlxgguf.analysis.merge;

import io.github.mlxgguf.analysis.RunAnalysis;
import io.github.mlxgguf.analysis.provenance.RunDifferences;
import io.github.mlxgguf.analysis.summary.RunSummary;
import io.github.mlxgguf.record.EndBody;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.LoadBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunBody.PairInfo;
import io.github.mlxgguf.record.RunData;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A whole run that may be put together with others, and what is asked of it for that. */
record Candidate(RunData run, RunBody body, RunSummary summary) {
    /** A run with a run record. */
    static Candidate of(RunData run) {
        return new Candidate(
                run,
                run.run().orElseThrow(),
                RunAnalysis.of(withoutFigures(run)).summary());
    }

    /** Conditions do not depend on figures, which the analysis of the whole makes anyway. */
    private static RunData withoutFigures(RunData run) {
        return new RunData(
                run.folder(),
                run.entries().stream()
                        .filter(entry -> entry.body() instanceof RunBody
                                || entry.body() instanceof EngineBody
                                || entry.body() instanceof EndBody)
                        .toList(),
                List.of());
    }

    /** When its first record was written, as that says. */
    String started() {
        return run.entries().get(0).envelope().ts();
    }

    @Nullable
    String hardware() {
        return RunDifferences.hardware(body.hardwareProfile());
    }

    /** Formats of which a build was loaded, whether that succeeded or not: engines of others had no part in the run. */
    Set<String> loadedFormats() {
        return run.bodies(LoadBody.class).stream().map(LoadBody::format).collect(Collectors.toSet());
    }

    List<PairInfo> pairs() {
        return body.pairs();
    }
}
