package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.lmstudio.cli.CliProblem;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.server.ModelEntry;
import io.github.mlxgguf.server.ServerFailure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What became of a planned load. */
sealed interface LoadOutcome extends AutoCloseable {
    /** The model is in memory; closing unloads it. */
    record Loaded(Residency residency) implements LoadOutcome {
        @Override
        public PlannedLoad planned() {
            return residency.planned();
        }

        @Override
        public void close() {
            residency.close();
        }
    }

    /**
     * It did not load.
     *
     * @param reported whether a test has failed for it yet; the first one of the build does, the others are skipped
     */
    record Failed(PlannedLoad planned, ServerFailure failure, AtomicBoolean reported) implements LoadOutcome {
        @Override
        public void close() {
            // nothing is loaded
        }
    }

    /** The server does not have it. */
    record Absent(PlannedLoad planned, PlannedLoad.Missing missing) implements LoadOutcome {
        @Override
        public void close() {
            // nothing is loaded
        }
    }

    /** The planned load this came from. */
    PlannedLoad planned();

    @Override
    void close();

    /** The load that all scenarios of a build share in a round. */
    static LoadOutcome shared(BenchmarkSession session, PlannedLoad planned) {
        return of(session, planned, null);
    }

    /** The load that one scenario has to itself; none where its slots cannot be asked for. */
    static LoadOutcome own(BenchmarkSession session, PlannedLoad planned, ScenarioId owner) {
        Optional<CliProblem> noSlots = ScenarioId.CONCURRENCY.equals(owner) && planned.model() != null
                ? session.server().slotsProblem()
                : Optional.empty();
        return noSlots.isPresent()
                ? new Absent(
                        planned,
                        new PlannedLoad.Missing(
                                "As many slots as requests are needed, which LM Studio takes from its lms tool only. "
                                        + noSlots.get().reason(),
                                noSlots.get().remedy()))
                : of(session, planned, owner);
    }

    /**
     * Loads, and keeps whatever goes wrong at the server's side.
     *
     * @param owner the scenario that has the load to itself, or null
     */
    static LoadOutcome of(BenchmarkSession session, PlannedLoad planned, @Nullable ScenarioId owner) {
        ModelEntry model = planned.model();
        if (model == null) {
            PlannedLoad.Missing missing = planned.missing();
            return new Absent(
                    planned,
                    missing == null ? new PlannedLoad.Missing("The server does not have it.", "lms ls") : missing);
        }
        session.progress().loadStarts(planned);
        try {
            return new Loaded(new ModelLoader(session).load(planned, model, owner));
        } catch (ServerFailure failure) {
            session.progress().loadEnded();
            return new Failed(planned, failure, new AtomicBoolean());
        }
    }
}
