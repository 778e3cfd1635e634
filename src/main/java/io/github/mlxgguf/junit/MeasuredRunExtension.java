package io.github.mlxgguf.junit;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Hands the run of this session to tests that come after it; never starts one. */
final class MeasuredRunExtension implements BeforeAllCallback, ParameterResolver {
    /**
     * Makes sure that there is a run; here and not in the parameter, whose errors JUnit wraps into its own.
     *
     * @throws TestAbortedException if a run could not start: that has failed already, where it was tried
     * @throws SetupException if nothing tried to make one
     */
    @Override
    public void beforeAll(ExtensionContext context) {
        MatrixRun run;
        try {
            run = SessionStore.knownRun(context);
        } catch (SetupException notStarted) {
            throw new TestAbortedException("There is no run to judge: it could not start.");
        }
        if (run == null) {
            throw new SetupException("Expected a run in this JUnit session, found none: expectations judge what"
                    + " ModelBenchmark has just measured. Run both with mvn verify -Pbenchmark; the report of an earlier run"
                    + " has its own judgements.");
        }
        if (run.folder().isEmpty()) {
            throw new TestAbortedException("There is no run to judge: this was a dry run.");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MeasuredRun.class;
    }

    @Override
    public MeasuredRun resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new MeasuredRun(SessionStore.run(context).folder().orElseThrow());
    }
}
