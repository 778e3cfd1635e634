package io.github.mlxgguf.cli;

import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks result files against the file contract. */
@Command(
        name = "validate",
        description = "Check records.jsonl, samples.jsonl and summary.json against their schemas and cross rules.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mvn -q compile exec:java -Dexec.args=\"validate results/latest\"",
            "Exit codes: 0 every file is ok, 1 problems found, 2 wrong usage or no such file."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE|DIR",
            description = "A records.jsonl, samples.jsonl or summary.json, or a results folder with them.")
    private List<Path> paths;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean ok = true;
        for (Path path : paths) {
            for (Path file : files(path, out)) {
                ok &= validate(file, out);
            }
        }
        return ok ? Main.OK : Main.PROBLEMS;
    }

    private static List<Path> files(Path path, PrintWriter out) {
        if (Files.isRegularFile(path) && !path.endsWith(ResultsFolder.LATEST)) {
            return List.of(path);
        }
        if (!Files.exists(path)) {
            throw new ResultsException("no file and no results folder at " + path.toAbsolutePath()
                    + ". Give the folder of a run, for example results/latest, or a file in it.");
        }
        ResultsFolder folder = ResultsFolder.resolve(path);
        if (SamplesAlone.in(folder)) {
            out.println(SamplesAlone.sentence(folder));
        } else if (ReportAlone.in(folder)) {
            if (!Files.isRegularFile(folder.summary())) {
                throw new ResultsException(ReportAlone.sentence(folder) + " Validate those.");
            }
            out.println(ReportAlone.sentence(folder));
        } else if (!Files.isRegularFile(folder.records())) {
            throw new ResultsException(
                    "no " + ResultsFolder.RECORDS + " in " + folder.path().toAbsolutePath()
                            + ": without it there is no evidence. Give a whole results folder, or a single file of one.");
        }
        return Stream.of(folder.records(), folder.samples(), folder.summary())
                .filter(Files::isRegularFile)
                .toList();
    }

    private static boolean validate(Path file, PrintWriter out) {
        List<Problem> problems = SchemaValidator.validateFile(file);
        if (problems.isEmpty()) {
            int lines = lines(file);
            out.println(file + ": ok, " + lines + (lines == 1 ? " line" : " lines"));
            return true;
        }
        for (Problem problem : problems) {
            out.println(file + ": " + problem);
        }
        return false;
    }

    /** Line feeds, plus one for a last line without; counted as bytes, so that torn text is no obstacle. */
    private static int lines(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            int lines = 0;
            byte last = '\n';
            for (int read = in.read(block); read > 0; read = in.read(block)) {
                for (int i = 0; i < read; i++) {
                    lines += block[i] == '\n' ? 1 : 0;
                }
                last = block[read - 1];
            }
            return last == '\n' ? lines : lines + 1;
        } catch (IOException e) {
            throw new ResultsException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
