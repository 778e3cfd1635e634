package io.github.mlxgguf.junit;

import io.github.mlxgguf.config.ScenarioId;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Opens a {@link Cell} for each scenario test, hands it over, and writes its record when the test ends, however it ends.
 *
 * <p>It is the load gate as well: if the build did not load, its first test fails with the reason and the others are skipped,
 * so every scenario of every build shows in every report.
 */
final class CellExtension implements ExecutionCondition, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    /** A scenario that the config turns off is in no plan, so it must not run: no record of it would be expected. */
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ScenarioId scenario = scenario(context);
        if (SessionStore.session(context).plan().scenarios().contains(scenario)) {
            return ConditionEvaluationResult.enabled("part of the plan");
        }
        return ConditionEvaluationResult.disabled(scenario.id() + " is turned off by scenarios."
                + scenario.id() + ".enabled: false in "
                + SessionStore.session(context).config().source());
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        BenchmarkSession session = SessionStore.session(context);
        LoadOutcome outcome = SessionStore.outcome(context);
        Cell cell = new Cell(session, outcome, scenario(context));
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

    @Override
    public void afterEach(ExtensionContext context) {
        Cell cell = SessionStore.cell(context);
        if (cell != null) {
            cell.end(context.getExecutionException().orElse(null));
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

    private static ScenarioId scenario(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Scenario.class)
                .map(Scenario::value)
                .orElseThrow(() ->
                        new IllegalStateException(context.getRequiredTestClass().getName() + " lacks @Scenario"));
    }
}
