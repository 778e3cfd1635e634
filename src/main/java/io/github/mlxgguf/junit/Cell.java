package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.CustomScenario;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.record.CellEvidence;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * One scenario of one build in one round, while it runs: what a scenario's test method works with.
 *
 * <p>Everything done through it is timed, watched and written to the run's records. It belongs to one thread.
 */
public final class Cell {
    private final BenchmarkSession session;
    private final LoadOutcome outcome;
    private final ScenarioId scenario;
    private final long startNs;
    private final List<PhaseInterval> phases = new ArrayList<>();

    Cell(BenchmarkSession session, LoadOutcome outcome, PlannedScenario planned) {
        this.session = session;
        this.outcome = outcome;
        this.scenario = planned.id();
        this.startNs = session.clock().nowNs();
        if (outcome instanceof LoadOutcome.Loaded) {
            session.progress().cellStarts(outcome.planned(), scenario.id());
        } else {
            session.progress().cellCannotRun();
        }
    }

    /** The run's configuration. */
    public BenchmarkConfig config() {
        return session.config();
    }

    /** The scenario's own block of the config; for a scenario that the suite does not bring along. */
    public CustomScenario settings() {
        return config().scenarios().custom(scenario);
    }

    /** Watches memory for a while and books it under a phase. */
    public void observe(Phase phase, Duration duration) {
        long from = session.clock().nowNs();
        session.pause(duration);
        phases.add(new PhaseInterval(phase, from, session.clock().nowNs()));
    }

    /** Books what was watched around the load (baseline, loaded) under this cell too. */
    public void includeLoadPhases() {
        phases.addAll(residency().loadPhases());
    }

    /**
     * Makes the discarded generations that are due once per load; does nothing if another scenario of this load made them.
     *
     * @throws io.github.mlxgguf.server.ServerFailure if one fails
     */
    public void warmUp() {
        if (residency().isWarm()) {
            return;
        }
        for (int iteration = 1; iteration <= config().run().warmup(); iteration++) {
            new CellGeneration(session, residency(), scenario).run(StandardPrompt.WARMUP, Role.WARMUP, iteration);
        }
        residency().warmedUp();
        session.engines().ask(residency());
    }

    /**
     * Makes one generation that counts, and books its prefill and decode phases.
     *
     * @param iteration from 1
     * @throws io.github.mlxgguf.server.ServerFailure if it fails; its record is written first
     */
    public void measure(StandardPrompt prompt, int iteration) {
        CellGeneration generation = new CellGeneration(session, residency(), scenario);
        phases.addAll(generation.run(prompt, Role.MEASURED, iteration));
    }

    /** Writes the cell's record and tells the listeners. */
    void end(@Nullable Throwable thrown) {
        String result = outcomeOf(thrown);
        ScenarioBody body = new ScenarioBody(
                outcome.planned().pair().name(),
                outcome.planned().side().id(),
                outcome.planned().variant().format().id(),
                scenario.id(),
                outcome.planned().round(),
                outcome instanceof LoadOutcome.Loaded loaded
                        ? loaded.residency().loadSeq()
                        : null,
                result,
                result.equals("skipped") && thrown != null ? thrown.getMessage() : null,
                thrown == null || result.equals("skipped") ? null : FailureInfo.of(thrown),
                startNs,
                session.clock().nowNs(),
                session.memory().byPhase(phases),
                List.of(),
                flags());
        session.progress()
                .cellEnded(
                        scenario.id(),
                        result,
                        thrown == null || thrown.getMessage() == null ? "" : thrown.getMessage());
        try {
            session.append(body);
        } catch (InterruptedRunException afterTheEnd) {
            return; // the journal is closed already: its end record says interrupted
        }
        CellEvidence evidence = session.evidence(body);
        session.listeners().forEach(listener -> listener.cellFinished(body, evidence));
    }

    private List<String> flags() {
        List<String> all = new ArrayList<>(session.standingFlags());
        all.addAll(session.memory().conditions(startNs, session.clock().nowNs()));
        return all.stream().distinct().sorted().toList();
    }

    private static String outcomeOf(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "passed";
        }
        if (thrown instanceof TestAbortedException) {
            return "skipped";
        }
        return thrown instanceof AssertionError ? "failed" : "broken";
    }

    private Residency residency() {
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            return loaded.residency();
        }
        throw new IllegalStateException("the load gate lets no test of an unloaded build run");
    }
}
