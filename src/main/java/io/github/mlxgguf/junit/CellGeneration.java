package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.RunConfig;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.metric.Energy;
import io.github.mlxgguf.metric.GenerationFigures;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.prompt.Prompt;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.GenerationBody;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One generation of a cell: the salted prompt, the request, the figures and the record, of a failure as well. */
final class CellGeneration {
    /** Every prompt begins with a salt of its own, so no prompt cache can hold it. */
    private static final boolean SALTED = true;

    private final BenchmarkSession session;
    private final Residency residency;
    private final ScenarioId scenario;

    CellGeneration(BenchmarkSession session, Residency residency, ScenarioId scenario) {
        this.session = session;
        this.residency = residency;
        this.scenario = scenario;
    }

    /** The same while others are made: what the machine takes then is not this one's alone. */
    List<PhaseInterval> runBesideOthers(Prompt prompt, Role role, int iteration) {
        return run(prompt, role, iteration, session.config().run().maxOutputTokens(), false);
    }

    /** Makes it and returns its phases; throws the server's failure after it is on record. */
    List<PhaseInterval> run(Prompt prompt, Role role, int iteration, int maxOutputTokens) {
        return run(prompt, role, iteration, maxOutputTokens, true);
    }

    private List<PhaseInterval> run(Prompt prompt, Role role, int iteration, int maxOutputTokens, boolean alone) {
        session.checkRunning();
        PlannedLoad planned = residency.planned();
        String salt = Salt.of(
                session.runId(),
                planned.pair().name(),
                planned.round(),
                scenario.id(),
                role.id(),
                prompt.id(),
                // Only a prompt that is the same to the last byte tells whether answers agree.
                role == Role.CONSISTENCY ? 1 : iteration);
        String text = salt + " " + prompt.text();
        RunConfig run = session.config().run();
        GenerationRequest request =
                new GenerationRequest(text, maxOutputTokens, run.temperature(), ReasoningChoice.of(residency.model()));
        Conversions.GenerationContext context = new Conversions.GenerationContext(
                planned,
                residency.model().key(),
                scenario.id(),
                residency.loadSeq(),
                role,
                iteration,
                new GenerationBody.PromptInfo(prompt.id(), Salt.sha256Hex(text), salt),
                request);
        long startNs = session.clock().nowNs();
        List<PhaseInterval> phases;
        boolean loadedAnew;
        try {
            GenerationTrace trace = session.server().generate(residency.loaded(), request);
            GenerationFigures figures = GenerationFigures.from(trace, maxOutputTokens, SALTED);
            session.append(Conversions.generation(
                    context,
                    trace,
                    role == Role.CONSISTENCY ? figures.untimed() : figures,
                    alone && role != Role.CONSISTENCY ? energy(trace) : null,
                    role == Role.MEASURED
                            ? AnswerJudge.judge(
                                    prompt, session.serverKind(), trace.responseText(), figures.finish() != null)
                            : List.of(),
                    session.flags().slept(trace.startNs(), trace.endNs())));
            phases = phases(trace);
            loadedAnew = trace.loadedInside();
        } catch (ServerFailure failure) {
            session.checkRunning(); // cancelled by ourselves: no failure of the server
            residency.distrust(failure);
            long endNs = session.clock().nowNs();
            session.append(Conversions.failedGeneration(
                    context,
                    startNs,
                    endNs,
                    FailureInfo.of(failure),
                    session.flags().slept(startNs, endNs)));
            throw failure;
        }
        if (loadedAnew) {
            throw residency.loadedAnew(); // this generation is on record, as one that counts nowhere
        }
        return phases;
    }

    private @Nullable Double energy(GenerationTrace trace) {
        return Energy.joules(
                session.monitor().between(trace.startNs(), trace.endNs()),
                trace.startNs(),
                trace.endNs(),
                session.config().monitor().interval());
    }

    private static List<PhaseInterval> phases(GenerationTrace trace) {
        if (trace.text().isEmpty()) {
            return List.of(new PhaseInterval(Phase.PREFILL, trace.startNs(), trace.endNs()));
        }
        long firstText = trace.text().get(0).atNs();
        return List.of(
                new PhaseInterval(Phase.PREFILL, trace.startNs(), firstText),
                new PhaseInterval(Phase.DECODE, firstText, trace.endNs()));
    }
}
