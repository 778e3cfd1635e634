package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.CustomScenario;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.PlannedScenario;
import io.github.mlxgguf.prompt.Prompt;
import io.github.mlxgguf.prompt.StandardPrompts;
import io.github.mlxgguf.record.CellEvidence;
import io.github.mlxgguf.record.FailureInfo;
import io.github.mlxgguf.record.Flag;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ScenarioBody;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.Phase;
import io.github.mlxgguf.trace.PhaseInterval;
import io.github.mlxgguf.trace.Role;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * One scenario of one build in one round, while it runs: what a scenario's test method works with.
 *
 * <p>Everything done through it is timed, watched and written to the run's records. It belongs to one thread.
 */
public final class Cell {
    private static final Logger LOG = System.getLogger(Cell.class.getName());
    private static final int CONSISTENCY_REQUESTS = 2;
    /** Enough for two builds or two runs to part; a whole answer would only take longer. */
    private static final int CONSISTENCY_TOKENS = 64;
    /** A tick that still saw the worker may be under way, and the next one is an interval away. */
    private static final int DEATH_TICKS = 2;

    private final BenchmarkSession session;
    private final LoadOutcome outcome;
    private final ScenarioId scenario;
    private final long startNs;
    private final List<PhaseInterval> phases = new ArrayList<>();
    private final MemoryPoints points = new MemoryPoints();
    private final Set<String> raised = new LinkedHashSet<>();

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
        phases.add(watch(phase, duration));
    }

    private PhaseInterval watch(Phase phase, Duration duration) {
        long from = session.clock().nowNs();
        session.pause(duration);
        return new PhaseInterval(phase, from, session.clock().nowNs());
    }

    private CellGeneration generation() {
        return new CellGeneration(session, residency(), scenario);
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
            generation()
                    .run(
                            StandardPrompts.WARMUP,
                            Role.WARMUP,
                            iteration,
                            config().run().maxOutputTokens());
        }
        residency().warmedUp();
        session.engines().ask(residency());
    }

    /**
     * Makes one generation that counts, and books its prefill and decode phases.
     *
     * @param iteration from 1, for each prompt of its own
     * @throws io.github.mlxgguf.server.ServerFailure if it fails; its record is written first
     */
    public void measure(Prompt prompt, int iteration) {
        measure(prompt, iteration, config().run().maxOutputTokens());
    }

    /** The same with another limit to the answer than {@code run.max_output_tokens}. */
    public void measure(Prompt prompt, int iteration, int maxOutputTokens) {
        List<PhaseInterval> around = generation().run(prompt, Role.MEASURED, iteration, maxOutputTokens);
        phases.addAll(around);
        points.measured(prompt, iteration, around);
    }

    /**
     * Makes several generations that count, all at once, each on a thread of its own; returns when all have ended.
     *
     * @param requests each gets its own number as iteration, and with it a salt of its own
     * @throws io.github.mlxgguf.server.ServerFailure the first failure, if any failed; all records are written first
     */
    public void measureAtOnce(Prompt prompt, int requests) {
        phases.addAll(new SimultaneousGenerations(generation()).run(prompt, requests));
    }

    /** Asks the same thing twice, salt and all, to see whether the answers agree; never timed. */
    public void checkConsistency(Prompt prompt) {
        int tokens = Math.min(CONSISTENCY_TOKENS, config().run().maxOutputTokens());
        for (int request = 1; request <= CONSISTENCY_REQUESTS; request++) {
            generation().run(prompt, Role.CONSISTENCY, request, tokens);
        }
    }

    /** Watches memory after the last measured generation and keeps what it was around it as a point of the cell's record. */
    public void follow(Duration pause) {
        PhaseInterval after = watch(Phase.AFTER, pause);
        phases.add(after);
        points.followed(after, session.memory());
    }

    /**
     * The prompt that asks for a summary of the first part of {@code scenarios.context-stress.document}.
     *
     * @param tokens estimated size of that part
     */
    public Prompt documentOf(int tokens) {
        return session.document().summarise(tokens);
    }

    /** Whether a prompt fits the context together with its answer, by an estimate on the safe side. */
    public boolean fits(Prompt prompt) {
        return ContextRoom.fits(prompt, config());
    }

    /** The same for a part of {@code scenarios.context-stress.document}, before it is cut: the document may be shorter. */
    public boolean fits(int tokens) {
        return ContextRoom.fits(tokens, config());
    }

    /**
     * Says on the cell's record that a planned prompt was not asked, because it does not fit the context.
     *
     * @param promptId what it has or would have as {@link Prompt#id()}
     */
    public void leaveOut(String promptId) {
        LOG.log(
                Level.INFO,
                "{0} is left out: with its answer it does not fit the context of {1} tokens",
                promptId,
                config().load().contextLength());
        raised.add(Flag.PROMPT_LEFT_OUT.id());
    }

    /**
     * Writes the cell's record and tells the listeners.
     *
     * @return what the test ends with: what it threw, or what came to light at its end
     */
    @Nullable
    Throwable end(@Nullable Throwable thrownByTest) {
        Throwable thrown = thrownByTest == null ? otherEngine() : thrownByTest;
        if (thrown instanceof ServerFailure.WorkerDied) {
            letTheMonitorSee();
        }
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
                points.all(),
                flags());
        session.progress()
                .cellEnded(
                        scenario.id(),
                        result,
                        thrown == null || thrown.getMessage() == null ? "" : thrown.getMessage());
        try {
            session.append(body);
        } catch (InterruptedRunException afterTheEnd) {
            return thrown; // the journal is closed already: its end record says interrupted
        }
        CellEvidence evidence = session.evidence(body);
        session.listeners().forEach(listener -> listener.cellFinished(body, evidence));
        return thrown;
    }

    /** The death is known at once; the samples that show it come with the next ticks, and belong to this cell. */
    private void letTheMonitorSee() {
        try {
            session.pause(
                    config().monitor().interval().multipliedBy(DEATH_TICKS).plus(session.workerPatience()));
        } catch (InterruptedRunException ended) {
            LOG.log(Level.DEBUG, "interrupted; the samples of a dead worker are not waited for");
        }
    }

    /**
     * In a resumed run a cell may end before any warm-up has asked for the engine; another one than the run's must leave no result.
     */
    private @Nullable RuntimeException otherEngine() {
        if (!session.isResumed() || !(outcome instanceof LoadOutcome.Loaded loaded)) {
            return null;
        }
        try {
            session.engines().ask(loaded.residency());
            return null;
        } catch (ResultsException other) {
            return other;
        }
    }

    private List<String> flags() {
        List<String> all = new ArrayList<>(session.flags().standing());
        all.addAll(raised);
        long nowNs = session.clock().nowNs();
        all.addAll(session.flags().during(startNs, nowNs));
        if (outcome instanceof LoadOutcome.Loaded loaded) {
            // A baseline that was slept through leaves no memory figure to any cell of the load.
            loaded.residency()
                    .loadPhases()
                    .forEach(phase -> all.addAll(session.flags().slept(phase.startNs(), phase.endNs())));
        }
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
