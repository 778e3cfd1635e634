package io.github.mlxgguf.cli;

import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunData;
import io.github.mlxgguf.report.JobSummary;
import io.github.mlxgguf.report.ReportWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the reports of results folders from their records. */
@Command(
        name = "report",
        description = {
            "Write report.html, report.md, timeline.html, summary.json, plots/*.svg and metrics/*.csv of a run from its records.",
            "Of several folders, one report of all their rounds is written to a new folder, and their own reports stay as they are."
                    + " Runs are put together if hardware, engines, server, system, suite, config, settings and builds agree;"
                    + " others are shown side by side, with the reason."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mvn -q compile exec:java -Dexec.args=\"report results/latest\"",
            "         mvn -q compile exec:java -Dexec.args=\"report results/20261121-010000-a1b2 results/20261122-010000-c3d4\"",
            "Exit codes: 0 ok, 2 wrong usage or no results folder, 3 of several folders some could not be used."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Results folder, or the pointer results/latest.")
    private List<Path> folders;

    @Option(
            names = "--if-missing",
            description = "Do nothing where all files exist; a missing folder is said and no error.")
    private boolean ifMissing;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Of several folders: a new or an empty folder for their report. Default: merged-<UTC time> beside the first.")
    private @Nullable Path target;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (folders.size() > 1) {
            if (ifMissing) {
                throw new ParameterException(spec.commandLine(), "--if-missing is for one folder.");
            }
            return new SeveralRuns(folders, target, out).report();
        }
        if (target != null) {
            throw new ParameterException(
                    spec.commandLine(), "--out is for several folders; the report of one run is written into its own.");
        }
        Path folder = folders.get(0);
        if (ifMissing) {
            writeIfMissing(folder, out);
        } else {
            SamplesAlone.refuse(folder);
            ReportAlone.refuse(folder);
            write(folder, out);
        }
        return Main.OK;
    }

    /** The build step after a run: what is not there to report on is for the build's gate to fail, not for this step. */
    private static void writeIfMissing(Path folder, PrintWriter out) {
        if (!Files.exists(folder)) {
            out.println("nothing was measured: no results folder at " + folder.toAbsolutePath());
            return;
        }
        Path records = ResultsFolder.resolve(folder).records();
        if (!Files.exists(records)) {
            out.println("nothing was measured: no " + records.toAbsolutePath());
        } else if (!ReportWriter.isWritten(folder)) {
            write(folder, out);
        }
    }

    private static void write(Path folder, PrintWriter out) {
        RunData run = ReportWriter.write(folder, JobSummary.of(System.getenv()));
        out.println("report: " + run.folder().resolve(ResultsFolder.REPORT_HTML).toAbsolutePath());
        int unreadable = run.problems().size();
        if (unreadable > 0) {
            out.println("warning: " + unreadable + (unreadable == 1 ? " line" : " lines") + " of "
                    + ResultsFolder.RECORDS + " could not be read and " + (unreadable == 1 ? "is" : "are")
                    + " not in the report; `validate " + folder + "` names them");
        }
    }
}
