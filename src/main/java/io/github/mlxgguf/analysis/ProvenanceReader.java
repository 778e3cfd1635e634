package io.github.mlxgguf.analysis;

import io.github.mlxgguf.analysis.summary.RunSummary.Engine;
import io.github.mlxgguf.analysis.summary.RunSummary.Provenance;
import io.github.mlxgguf.record.EngineBody;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import java.util.Comparator;
import java.util.List;

/** Reads when, on what and with what a run was made; a pure function of its records. */
public final class ProvenanceReader {
    private ProvenanceReader() {}

    /** What the records tell; a run without a run record tells its engines at most. */
    public static Provenance read(RunData data) {
        List<Engine> engines = data.bodies(EngineBody.class).stream()
                .map(engine -> new Engine(engine.format(), engine.engineName(), engine.engineVersion()))
                .distinct()
                .sorted(Comparator.comparing(Engine::format))
                .toList();
        return data.of(RunBody.class).stream()
                .findFirst()
                .map(first -> of(data, first.envelope().ts(), (RunBody) first.body(), engines))
                .orElseGet(() -> new Provenance(null, null, null, null, null, null, null, null, engines, List.of()));
    }

    private static Provenance of(RunData data, String started, RunBody run, List<Engine> engines) {
        return new Provenance(
                started,
                run.suiteVersion(),
                run.gitCommit(),
                run.server().version(),
                run.configDigest(),
                run.hardwareProfile(),
                run.os(),
                run.settings(),
                engines,
                data.parts().stream().map(RunData.Part::runId).toList());
    }
}
