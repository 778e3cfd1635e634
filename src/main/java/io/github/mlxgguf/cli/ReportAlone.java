package io.github.mlxgguf.cli;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that {@code report} made of several runs: a report, and no records of its own. */
final class ReportAlone {
    private ReportAlone() {}

    /** Whether this is such a folder. */
    static boolean in(ResultsFolder folder) {
        return !Files.exists(folder.records())
                && !Files.exists(folder.samples())
                && Files.isRegularFile(folder.reportMarkdown());
    }

    /** What it is and what is in it. */
    static String sentence(ResultsFolder folder) {
        return "no " + ResultsFolder.RECORDS + " in " + folder.path().toAbsolutePath()
                + ", only a report, as `report DIR…` makes it of several runs: the records are in the runs' own folders, which "
                + ResultsFolder.REPORT_MARKDOWN + " names.";
    }

    /**
     * Does nothing if there may be something to report on.
     *
     * @throws ResultsException if the folder holds a report alone
     */
    static void refuse(Path path) {
        if (Files.exists(path)) {
            ResultsFolder folder = ResultsFolder.resolve(path);
            if (in(folder)) {
                throw new ResultsException(sentence(folder) + " Give those to `report` again.");
            }
        }
    }
}
