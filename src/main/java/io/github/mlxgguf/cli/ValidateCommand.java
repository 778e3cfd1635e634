package io.github.mlxgguf.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
            "         mvn -q compile exec:java -Dexec.args=\"validate results/latest --json\"",
            "Exit codes: 0 every file is ok, 1 problems found, 2 wrong usage, no such file, or records of another",
            "schema version or of another program."
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

    @Option(
            names = "--json",
            description = "Print {ok, files: [{file, lines, problems: [{line, message}]}]} instead, for programs.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        List<CheckedFile> checked = new ArrayList<>();
        for (Path path : paths) {
            for (Path file : files(path, json ? spec.commandLine().getErr() : out)) {
                checked.add(CheckedFile.of(file, !file.equals(path)));
            }
        }
        if (json) {
            out.println(json(checked));
        } else {
            checked.forEach(file -> print(file, out));
        }
        if (!checked.stream().allMatch(CheckedFile::usable)) {
            return Main.USAGE;
        }
        return isOk(checked) ? Main.OK : Main.PROBLEMS;
    }

    private static boolean isOk(List<CheckedFile> checked) {
        return checked.stream().allMatch(file -> file.problems().isEmpty());
    }

    private static String json(List<CheckedFile> checked) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode().put("ok", isOk(checked));
        ArrayNode files = root.putArray("files");
        for (CheckedFile file : checked) {
            ArrayNode problems = files.addObject()
                    .put("file", file.file().toString())
                    .put("lines", file.lines())
                    .putArray("problems");
            for (Problem problem : file.problems()) {
                problems.addObject().put("line", problem.line()).put("message", problem.message());
            }
        }
        return mapper.writeValueAsString(root);
    }

    private static void print(CheckedFile checked, PrintWriter out) {
        if (checked.problems().isEmpty()) {
            out.println(checked.file() + ": ok, " + checked.lines() + (checked.lines() == 1 ? " line" : " lines"));
        } else if (!checked.usable()) {
            // The sentence names the file itself.
            checked.problems().forEach(problem -> out.println(problem.message()));
        } else {
            checked.problems().forEach(problem -> out.println(checked.file() + ": " + problem));
        }
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
}
