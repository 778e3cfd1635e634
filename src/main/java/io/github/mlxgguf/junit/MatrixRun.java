package io.github.mlxgguf.junit;

import io.github.mlxgguf.plan.PlannedLoad;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a launcher session does with the matrix: it measures, or it only says something. */
sealed interface MatrixRun extends AutoCloseable {
    /** It measures. */
    record Measuring(BenchmarkSession session) implements MatrixRun {
        @Override
        public List<PlannedLoad> loads() {
            return session.plan().loads();
        }

        @Override
        public Optional<Path> folder() {
            return Optional.of(session.folder());
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
     * @param folder of the run that is complete already; empty for a dry run
     */
    record Idle(String reason, List<PlannedLoad> loads, Optional<Path> folder) implements MatrixRun {
        /** Copies the list. */
        public Idle {
            loads = List.copyOf(loads);
        }

        @Override
        public void close() {
            // nothing was opened
        }
    }

    /** The results that expectations are held against; empty if there are none. */
    Optional<Path> folder();

    /** The loads that JUnit iterates over. */
    List<PlannedLoad> loads();

    @Override
    void close();
}
