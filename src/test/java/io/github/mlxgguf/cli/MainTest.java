package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.RunFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void reportWritesTheFilesAndSaysWhere() throws IOException {
        Path folder = run("run-1");

        assertThat(execute("report", folder.toString())).isZero();
        assertThat(folder.resolve("report.html")).isNotEmptyFile();
        assertThat(out.toString())
                .isEqualTo("report: " + folder.toRealPath().resolve("report.html") + System.lineSeparator());
    }

    @Test
    void reportFollowsThePointerFile() throws IOException {
        Path folder = run("run-1");
        Path latest = Files.writeString(root.resolve("latest"), "run-1\n");

        assertThat(execute("report", latest.toString())).isZero();
        assertThat(folder.resolve("report.md")).isNotEmptyFile();
    }

    @Test
    void reportIfMissingLeavesAWholeReportAlone() throws IOException {
        Path folder = run("run-1");
        execute("report", folder.toString());
        out.getBuffer().setLength(0);
        Files.writeString(folder.resolve("report.md"), "mine");

        assertThat(execute("report", "--if-missing", folder.toString())).isZero();
        assertThat(folder.resolve("report.md")).hasContent("mine");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void reportIfMissingWritesAllWhereOneIsMissing() throws IOException {
        Path folder = run("run-1");
        execute("report", folder.toString());
        Files.delete(folder.resolve("summary.json"));

        assertThat(execute("report", "--if-missing", folder.toString())).isZero();
        assertThat(folder.resolve("summary.json")).isNotEmptyFile();
    }

    @Test
    void reportIfMissingOfNoFolderIsSaidAndNoError() {
        Path folder = root.resolve("latest");

        assertThat(execute("report", "--if-missing", folder.toString())).isZero();
        assertThat(out.toString())
                .isEqualTo("nothing was measured: no results folder at " + folder + System.lineSeparator());
    }

    @Test
    void reportIfMissingOfAFolderWithoutRecordsIsSaidAndNoError() throws IOException {
        Path folder = Files.createDirectory(root.resolve("run-1"));

        assertThat(execute("report", "--if-missing", folder.toString())).isZero();
        assertThat(out.toString())
                .isEqualTo("nothing was measured: no " + folder.toRealPath().resolve("records.jsonl")
                        + System.lineSeparator());
    }

    @Test
    void reportOfNoFolderIsOneSentence() {
        Path folder = root.resolve("nowhere");

        assertThat(execute("report", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("no results folder at " + folder + ". Give the folder of a run, for example results/latest."
                        + System.lineSeparator());
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void validateOfARunIsOkWithItsNumberOfLines() throws IOException {
        Path folder = run("run-1");
        int lines = RunFixture.threeRounds().data().entries().size();

        assertThat(execute("validate", folder.toString())).isZero();
        assertThat(out.toString())
                .isEqualTo(folder.toRealPath().resolve("records.jsonl") + ": ok, " + lines + " lines"
                        + System.lineSeparator());
    }

    @Test
    void validateNamesLineAndProblemAndEndsWithOne() throws IOException {
        Path folder = run("run-1");
        Path records = folder.resolve("records.jsonl");
        Files.writeString(records, "garbage\n" + RunFixture.threeRounds().jsonl(), StandardCharsets.UTF_8);

        assertThat(execute("validate", records.toString())).isEqualTo(1);
        assertThat(out.toString()).startsWith(records + ": line 1: ");
    }

    @Test
    void validateOfNothingIsOneSentence() {
        Path file = root.resolve("nowhere.jsonl");

        assertThat(execute("validate", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("no file and no results folder at " + file
                        + ". Give the folder of a run, for example results/latest, or a file in it."
                        + System.lineSeparator());
    }

    @Test
    void wrongUsageEndsWithTwoAndShowsHelp() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).startsWith("Name a command.").contains("Usage: mlx-gguf-bench");

        assertThat(execute("report")).isEqualTo(2);
        assertThat(execute("reprot", "x")).isEqualTo(2);
    }

    @Test
    void helpHasAnExampleAndTheExitCodes() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("Exit codes: 0 ok, 1 problems found, 2 wrong usage, 3 done with");
        for (String command : new String[] {"doctor", "monitor", "report", "validate"}) {
            out.getBuffer().setLength(0);
            assertThat(execute(command, "--help")).isZero();
            assertThat(out.toString()).contains("Example: mvn", "Exit codes:");
        }
    }

    @Test
    void versionIsTheBuilds() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("mlx-gguf-bench 0.");
    }

    private Path run(String name) throws IOException {
        Path folder = root.resolve(name);
        RunFixture.threeRounds().writeTo(folder);
        return folder;
    }

    private int execute(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}
