package io.github.mlxgguf.junit;

import io.github.mlxgguf.plan.PlannedLoad;
import java.util.List;

/** What a launcher session does with the matrix: it measures, or it only says something. */
sealed interface MatrixRun extends AutoCloseable {
    /** It measures. */
    record Measuring(BenchmarkSession session) implements MatrixRun {
        @Override
        public List<PlannedLoad> loads() {
            return session.plan().loads();
        }

        @Override
        public void close() {
            session.close();
        }
    }

    /**
     * It measures nothing, and that is as it should be.
     *
     * @param reason why every cell is skipped
     * @param loads what JUnit shows: without any test, a build would take the run for a mistake
     */
    record Idle(String reason, List<PlannedLoad> loads) implements MatrixRun {
        /** Copies the list. */
        public Idle {
            loads = List.copyOf(loads);
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }

    /** The loads that JUnit iterates over. */
    List<PlannedLoad> loads();

    @Override
    void close();
}
