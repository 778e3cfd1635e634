package io.github.mlxgguf.cli;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that {@code monitor} made: samples, and no records of a benchmark. */
final class SamplesAlone {
    private SamplesAlone() {}

    /** Whether this is such a folder. */
    static boolean in(ResultsFolder folder) {
        return !Files.isRegularFile(folder.records()) && Files.isRegularFile(folder.samples());
    }

    /** What it is and what is in it. */
    static String sentence(ResultsFolder folder) {
        return "no " + ResultsFolder.RECORDS + " in " + folder.path().toAbsolutePath()
                + ", only samples as `monitor` writes them: this is no benchmark run.";
    }

    /**
     * Does nothing if there may be something to report on.
     *
     * @throws ResultsException if the folder holds samples alone
     */
    static void refuse(Path path) {
        if (Files.exists(path)) {
            ResultsFolder folder = ResultsFolder.resolve(path);
            if (in(folder)) {
                throw new ResultsException(sentence(folder) + " There is nothing to report on; open its "
                        + ResultsFolder.TIMELINE + ", or " + ResultsFolder.METRICS + "/samples.csv in a spreadsheet.");
            }
        }
    }
}
