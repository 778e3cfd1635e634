package io.github.mlxgguf.junit;

import io.github.mlxgguf.doctor.FindingsText;
import io.github.mlxgguf.doctor.Preflight;
import io.github.mlxgguf.plan.DryRunText;
import io.github.mlxgguf.plan.MatrixPlan;
import io.github.mlxgguf.plan.MeasuredTimes;
import io.github.mlxgguf.plan.TimeEstimate;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunBody;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.record.RunReader;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Says what a run would do, and does nothing. */
final class DryRun {
    /** Where a server of ours keeps its files meanwhile; a dry run leaves nothing behind in the folder of the results. */
    static final Path FILES = Path.of(System.getProperty("java.io.tmpdir"));

    /** So many of the newest runs are asked how long things took. */
    private static final int MAX_RUNS_READ = 20;

    private static final Logger LOG = System.getLogger(DryRun.class.getName());

    private DryRun() {}

    /**
     * Shows the cells, what the examination before a run finds (missing builds, sizes, conditions), and the time.
     *
     * @param left what is to be done; of a resumed run less than the whole plan
     */
    static void show(Preflight.Situation situation, MatrixPlan left, RunBody run, String baseUrl) {
        LOG.log(Level.INFO, "{0}", String.join("\n", lines(situation, left, run, baseUrl)));
    }

    private static List<String> lines(Preflight.Situation situation, MatrixPlan left, RunBody run, String baseUrl) {
        List<String> lines = new ArrayList<>();
        lines.add("Dry run: " + left.cells() + " cells on "
                + left.modelLoads() + " loads, by " + run.configSource() + " on the "
                + run.server().kind() + " server at " + baseUrl + ". Nothing is loaded, measured or written.");
        lines.addAll(DryRunText.cells(left));
        lines.addAll(FindingsText.lines(Preflight.examine(situation)));
        MeasuredTimes measured = MeasuredTimes.of(earlierRuns(situation.results()), run);
        lines.addAll(DryRunText.estimate(TimeEstimate.of(left, situation.config(), measured)));
        return lines;
    }

    /** The newest runs that can be read; none of them is worth an error here. */
    private static List<RunData> earlierRuns(Path results) {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        List<RunData> runs = new ArrayList<>();
        try (Stream<Path> folders = Files.list(results)) {
            List<Path> newest = folders.filter(folder ->
                            !Files.isSymbolicLink(folder) && Files.isRegularFile(folder.resolve(ResultsFolder.RECORDS)))
                    .sorted(Comparator.reverseOrder())
                    .limit(MAX_RUNS_READ)
                    .toList();
            for (Path folder : newest) {
                runs.add(RunReader.read(folder));
            }
        } catch (IOException | ResultsException unreadable) {
            LOG.log(Level.DEBUG, "earlier runs in {0} are not read: {1}", results, unreadable.getMessage());
        }
        return runs;
    }
}
