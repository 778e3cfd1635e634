package io.github.mlxgguf.allure;

import io.github.mlxgguf.record.RunBody;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/** The files of a whole run in Allure's results folder: conditions, categories, executor and history. What fails is logged. */
final class RunFiles {
    private static final Logger LOG = System.getLogger(RunFiles.class.getName());

    private final Path allureResults;
    private final ExecutorFile executor;

    RunFiles(Path allureResults, ExecutorFile executor) {
        this.allureResults = allureResults;
        this.executor = executor;
    }

    /**
     * Writes them all.
     *
     * @param earlier where the results of earlier runs are
     */
    void write(Path earlier, String runId, RunBody run) {
        attempt("the conditions of this run", () -> {
            Properties before = EnvironmentFile.read(allureResults);
            boolean resumed = before != null && runId.equals(EnvironmentFile.runId(before));
            Long kept = before == null || !resumed ? null : EnvironmentFile.number(before);
            EarlierRuns runs = new EarlierRuns(earlier);
            long number = kept != null
                    ? kept
                    : executor.buildNumber().or(() -> runs.numberOf(runId)).orElseGet(runs::nextNumber);
            EnvironmentFile.write(allureResults, runId, number, run);
            attempt("who ran it", () -> executor.write(allureResults, runId, number, run));
            attempt("its trend", () -> HistoryFiles.write(allureResults, like(runs, runId)));
        });
        attempt("its categories", () -> Categories.write(allureResults));
    }

    private List<EarlierRun> like(EarlierRuns runs, String runId) {
        Properties conditions = EnvironmentFile.read(allureResults);
        return conditions == null ? List.of() : runs.like(runId, conditions);
    }

    private interface Writing {
        void write() throws IOException;
    }

    private static void attempt(String what, Writing writing) {
        try {
            writing.write();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "The Allure report will not show " + what + ": " + e);
        }
    }
}
