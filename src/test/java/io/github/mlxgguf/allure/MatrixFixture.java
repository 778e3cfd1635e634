package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.fail;

import io.github.mlxgguf.record.CellEvidence;
import io.github.mlxgguf.record.RunListener;
import io.github.mlxgguf.record.ScenarioBody;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/**
 * Two builds in two rounds, as a benchmark runs them: nested scenarios under a parameterised class, fed to Allure after each. Run
 * through a launcher by {@link AllureRunListenerTest}.
 */
@ParameterizedClass
@CsvSource({"baseline, gguf, 1", "candidate, mlx, 1", "candidate, mlx, 2", "baseline, gguf, 2"})
@ExtendWith(MatrixFixture.ReportingExtension.class)
class MatrixFixture {
    /** Without this configuration parameter nothing runs, should an IDE find the class. */
    static final String RUN_PARAMETER = "fixture.run";

    private static RunListener listener = new RunListener() {};

    private static @Nullable CellEvidence evidence;

    /** Evidence of every cell from here on; null is a line that is no record. */
    static void evidenceOf(@Nullable CellEvidence given, String samples) {
        evidence = given == null ? null : new CellEvidence(given.recordsJsonl(), samples);
    }

    @Parameter(0)
    String variant = "";

    @Parameter(1)
    String format = "";

    @Parameter(2)
    int round;

    static void listenWith(RunListener given) {
        listener = given;
    }

    static ScenarioBody cell(String scenario, String variant, String format, int round) {
        return new ScenarioBody(
                "Pair",
                variant,
                format,
                scenario,
                round,
                null,
                "passed",
                null,
                null,
                0,
                1,
                List.of(),
                List.of(),
                variant.equals("candidate") && round == 1 ? List.of("simulated", "swap_grew") : List.of());
    }

    @Nested
    class Scenarios {
        @Test
        void passes() {}

        @Test
        void fails() {
            fail("too slow");
        }

        @Test
        void aborts() {
            fail("never gets here");
        }

        @Test
        @Disabled("not on this machine")
        void isSkipped() {
            fail("never gets here");
        }
    }

    static final class ReportingExtension implements ExecutionCondition, BeforeEachCallback, AfterEachCallback {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return context.getConfigurationParameter(RUN_PARAMETER).isPresent()
                    ? ConditionEvaluationResult.enabled("asked for")
                    : ConditionEvaluationResult.disabled(
                            "a fixture of AllureRunListenerTest; some of it fails on purpose");
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            if (context.getRequiredTestMethod().getName().equals("aborts")) {
                throw new TestAbortedException("model did not load: too big");
            }
        }

        @Override
        public void afterEach(ExtensionContext context) {
            String scenario = context.getRequiredTestMethod().getName();
            MatrixFixture matrix = context.getRequiredTestInstances()
                    .findInstance(MatrixFixture.class)
                    .orElseThrow();
            String name = scenario + " " + matrix.variant + " " + matrix.round;
            CellEvidence given = evidence;
            listener.cellFinished(
                    cell(scenario, matrix.variant, matrix.format, matrix.round),
                    given != null
                            ? given
                            : new CellEvidence(
                                    "{\"of\":\"" + name + "\"}\n", scenario.equals("aborts") ? "" : "{\"t_ns\":1}\n"));
        }
    }
}
