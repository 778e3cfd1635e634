package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.plan.PlannedLoad;
import io.github.mlxgguf.plan.PlannedScenario;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * Opens a {@link Cell} for each scenario test, hands it over, and writes its record when the test ends, however it ends.
 *
 * <p>It is the load gate as well: if the build did not load, its first test fails with the reason and the others are skipped,
 * so every scenario of every build shows in every report. A scenario that wants a load of its own gets it here; JUnit closes it
 * with the test.
 */
final class CellExtension implements ExecutionCondition, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    /** A scenario that has no cell in this round, for this pair, must not run: no record of it would be expected. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (SessionStore.run(context) instanceof MatrixRun.Idle idle) {
            return ConditionEvaluationResult.disabled(idle.reason());
        }
        PlannedScenario scenario = scenario(context);
        PlannedLoad planned = SessionStore.planned(context);
        if (planned.runs(scenario.id())) {
            return ConditionEvaluationResult.enabled("part of the plan");
        }
        BenchmarkSession session = SessionStore.session(context);
        return ConditionEvaluationResult.disabled(scenario.absence(session.config(), planned.pair(), planned.round())
                .or(() -> session.doneBefore(planned.cell(scenario)))
                .orElse("not part of the plan"));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        BenchmarkSession session = SessionStore.session(context);
        PlannedScenario scenario = scenario(context);
        LoadOutcome outcome = scenario.ownLoad() ? ownLoad(context, scenario.id()) : shared(context);
        Cell cell = new Cell(session, outcome, scenario);
        SessionStore.put(context, cell);
        session.checkRunning();
        if (outcome instanceof LoadOutcome.Failed failed) {
            if (failed.reported().compareAndSet(false, true)) {
                throw failed.failure();
            }
            throw new TestAbortedException(
                    "model did not load: " + failed.failure().getMessage());
        }
        if (outcome instanceof LoadOutcome.Loaded loaded && loaded.residency().isLost()) {
            throw new TestAbortedException("the model's worker died in an earlier scenario of this load");
        }
        if (outcome instanceof LoadOutcome.Absent absent) {
            String reason = absent.missing().reason() + " Get it with: "
                    + absent.missing().remedy();
            if (session.strict()) {
                throw new AssertionError("incomplete, and -Dbench.strict=true: " + reason);
            }
            throw new TestAbortedException("incomplete: " + reason);
        }
    }

    private static LoadOutcome shared(ExtensionContext context) {
        LoadOutcome outcome = SessionStore.outcome(context);
        if (outcome == null) {
            throw new IllegalStateException("the plan has no shared load for " + SessionStore.planned(context));
        }
        return outcome;
    }

    /** Two copies of a model would be in each other's figures, so the shared one goes first. */
    private static LoadOutcome ownLoad(ExtensionContext context, ScenarioId owner) {
        LoadOutcome shared = SessionStore.outcome(context);
        if (shared != null) {
            shared.close();
        }
        LoadOutcome own = LoadOutcome.own(SessionStore.session(context), SessionStore.planned(context), owner);
        SessionStore.put(context, own);
        return own;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Cell cell = SessionStore.cell(context);
        if (cell == null) {
            return;
        }
        Throwable thrownByTest = context.getExecutionException().orElse(null);
        Throwable thrown = cell.end(thrownByTest);
        if (thrownByTest == null && thrown instanceof Exception late) {
            throw late;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cell.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Cell cell = SessionStore.cell(context);
        if (cell == null) {
            throw new IllegalStateException("a Cell exists inside a test method only");
        }
        return cell;
    }

    private static PlannedScenario scenario(ExtensionContext context) {
        return ScenarioClasses.scenario(context.getRequiredTestClass())
                .orElseThrow(() ->
                        new IllegalStateException(context.getRequiredTestClass().getName() + " lacks @Scenario"));
    }
}
