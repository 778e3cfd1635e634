package io.github.mlxgguf.cli;

import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.SchemaVersion;
import io.github.mlxgguf.record.migration.RecordsMigration;
import io.github.mlxgguf.report.ReportWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Upgrades records of an older schema version; what is made from them is made again. */
@Command(
        name = "migrate",
        description = {
            "Upgrade records.jsonl of an older schema version, in place.",
            "The original stays beside it as records.jsonl.schema-0.1. Of a folder, report and summary are made again."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mvn -q compile exec:java -Dexec.args=\"migrate results/latest\"",
            "Exit codes: 0 all are of the current version now, 2 wrong usage, or a file that cannot be migrated and is as it was."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class MigrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "A records.jsonl, or a results folder with one.")
    private List<Path> paths;

    @Option(
            names = "--keep-torn",
            description = "Carry a last line along that a crash cut off, as it is; else such a file is refused.")
    private boolean keepTorn;

    @Override
    public Integer call() {
        int code = Main.OK;
        for (Path path : paths) {
            try {
                migrate(path, spec.commandLine().getOut());
            } catch (ResultsException e) {
                spec.commandLine().getErr().println(e.getMessage());
                code = Main.USAGE;
            }
        }
        return code;
    }

    private void migrate(Path path, PrintWriter out) {
        boolean alone = Files.isRegularFile(path) && !path.endsWith(ResultsFolder.LATEST);
        if (path.endsWith(ResultsFolder.SAMPLES) || path.endsWith(ResultsFolder.SUMMARY)) {
            throw new ResultsException("nothing to migrate in " + path.toAbsolutePath() + ": "
                    + (path.endsWith(ResultsFolder.SAMPLES)
                            ? "samples have no version of their own and are the same in every schema so far."
                            : "a summary is made from records.")
                    + " Give the results folder.");
        }
        Path file = alone ? path : records(path);
        Optional<RecordsMigration> migrated = RecordsMigration.migrate(file, keepTorn);
        if (migrated.isEmpty()) {
            out.println(file + ": is already " + SchemaVersion.CURRENT + ", nothing was changed");
            return;
        }
        out.println(file + ": migrated from " + migrated.get().from() + " to " + SchemaVersion.CURRENT
                + ", the original is " + migrated.get().original());
        if (alone) {
            sayWhatIsOld(file, out);
        } else {
            out.println("report: "
                    + ReportWriter.write(path)
                            .folder()
                            .resolve(ResultsFolder.REPORT_HTML)
                            .toAbsolutePath());
        }
    }

    private static Path records(Path path) {
        ResultsFolder folder = ResultsFolder.resolve(path);
        if (!Files.isRegularFile(folder.records())) {
            throw new ResultsException(
                    "no " + ResultsFolder.RECORDS + " in " + folder.path().toAbsolutePath()
                            + ": there is nothing to migrate. Give the folder of a run, for example results/latest.");
        }
        return folder.records();
    }

    private static void sayWhatIsOld(Path file, PrintWriter out) {
        Path summary = file.resolveSibling(ResultsFolder.SUMMARY);
        if (file.endsWith(ResultsFolder.RECORDS) && Files.exists(summary)) {
            out.println(summary + " and the reports beside it are still the old ones: `report "
                    + summary.toAbsolutePath().getParent() + "` makes them again");
        }
    }
}
