package io.github.mlxgguf.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/** Hands the run of this session to a test that comes after it; never starts one. */
final class MeasuredRunExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MeasuredRun.class;
    }

    /**
     * The run.
     *
     * @throws TestAbortedException if a run could not start: that has failed already, where it was tried
     * @throws SetupException if nothing tried to make one
     */
    @Override
    public MeasuredRun resolveParameter(ParameterContext parameter, ExtensionContext context) {
        BenchmarkSession session;
        try {
            session = SessionStore.openSession(context);
        } catch (SetupException notStarted) {
            throw new TestAbortedException("There is no run to judge: it could not start.");
        }
        if (session == null) {
            throw new SetupException("expected a run of this JUnit session, found none: expectations judge what"
                    + " ModelBenchmark has just measured. Run them together with mvn verify -Pbenchmark; the report of an"
                    + " earlier run has its own judgements.");
        }
        return new MeasuredRun(session.folder());
    }
}
