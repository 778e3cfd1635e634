package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.record.SampleReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code monitor} does without a command that runs. */
class MonitorCommandTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| expected a command after --, or --duration, --pid or --port; found none of them.",
                "--duration 1s -- true | expected a command or --duration, found both: the command's end is the end.",
                "--pid 1 --port 2 | expected --pid or --port, found both.",
                "--interval 19ms --duration 1s | --interval: expected 20ms to 10s, found 19ms.",
                "--interval 11s --duration 1s | --interval: expected 20ms to 10s, found 11000ms.",
                "--duration 0s | --duration: expected more than 0, found 0ms.",
                "--pid 999999999 | --pid: expected a process that runs, found none with the number 999999999.",
                "--port 0 | --port: expected 1 to 65535, found 0.",
                "--duration 30 | Invalid value for option '--duration': expected a duration such as 100ms, 5s, 15m or 1h,"
                        + " found '30'",
            })
    void aWrongCommandLineIsSaidAndNothingIsMade(String arguments, String sentence) {
        List<String> line =
                new ArrayList<>(List.of("monitor", "--results", results().toString()));
        if (arguments != null) {
            line.addAll(List.of(arguments.split(" ", -1)));
        }

        assertThat(execute(line.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString().lines().findFirst()).hasValue(sentence);
        assertThat(results()).doesNotExist();
    }

    @Test
    void aPortThatNobodyListensOnIsSaid() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(execute("monitor", "--results", results().toString(), "--port", Integer.toString(port)))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("--port: expected a process of yours that listens on port " + port
                        + ", found none. Start the server first, for example with 'lms server start'.");
    }

    @Test
    void aCommandThatIsNotThereEndsWith127AndLeavesNothing() {
        assertThat(execute("monitor", "--results", results().toString(), "--", "no-such-program"))
                .isEqualTo(127);
        assertThat(err.toString())
                .startsWith(
                        "monitor: cannot run 'no-such-program': expected a program in the PATH or the path of one, and"
                                + " found none. (");
        assertThat(results()).isEmptyDirectory();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatIsNoProgramEndsWith126() throws IOException {
        Path file = Files.writeString(root.resolve("text"), "not a program");

        assertThat(execute("monitor", "--results", results().toString(), "--", file.toString()))
                .isEqualTo(126);
        assertThat(err.toString())
                .startsWith("monitor: cannot run '" + file
                        + "': expected a program that may be executed; look at its permissions. (");
        assertThat(results()).isEmptyDirectory();
    }

    @Test
    void resultsThatCannotBeWrittenAreSaidBeforeAnythingRuns() throws IOException {
        Path file = Files.writeString(results(), "a file");

        assertThat(execute("monitor", "--results", file.toString(), "--", "no-such-program"))
                .isEqualTo(2);
        assertThat(err.toString())
                .startsWith("cannot make a results folder in " + file + ": ")
                .contains("Choose another place with --results DIR.")
                .doesNotContain("no-such-program");
    }

    @Test
    void aDurationWatchesTheMachineAndThePortsProcess() throws IOException {
        Process server = child("listen");
        try {
            assertThat(execute(
                            "monitor",
                            "--results",
                            results().toString(),
                            "--port",
                            server.inputReader(StandardCharsets.UTF_8).readLine(),
                            "--duration",
                            "300ms",
                            "--interval",
                            "20ms"))
                    .isZero();
        } finally {
            server.destroyForcibly();
        }

        Path folder = folder();
        List<Long> workers = new ArrayList<>();
        SampleReader.read(folder, line -> {
            if (line.sample().workerPid() != null) {
                workers.add(line.sample().workerPid());
            }
        });
        assertThat(workers).isNotEmpty().containsOnly(server.pid());
        assertThat(err.toString()).contains("monitor: ran ", "exit code 0");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aProcessIsWatchedUntilItEnds() throws IOException {
        Process process = child("wait");
        Thread later = new Thread(() -> {
            // It ends once the monitor has written of it.
            while (process.isAlive() && !isWritten()) {
                Thread.onSpinWait();
            }
            process.destroyForcibly();
        });
        later.start();

        assertThat(execute("monitor", "--results", results().toString(), "--pid", Long.toString(process.pid())))
                .isZero();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void validateChecksTheSamplesAndReportSaysWhereToLook() throws IOException {
        execute("monitor", "--results", results().toString(), "--duration", "100ms");
        Path folder = folder();

        assertThat(execute("validate", folder.toString())).isZero();
        assertThat(out.toString().lines().toList())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo("no records.jsonl in " + folder
                                        + ", only samples as `monitor` writes them: this is no benchmark run."),
                        second -> assertThat(second).startsWith(folder.resolve("samples.jsonl") + ": ok, "));

        err.getBuffer().setLength(0);
        assertThat(execute("report", folder.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("no records.jsonl in " + folder
                        + ", only samples as `monitor` writes them: this is no benchmark run. There is nothing to report on;"
                        + " open its timeline.html, or metrics/samples.csv in a spreadsheet." + System.lineSeparator());
    }

    private static Process child(String role) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MonitoredChild.class.getName(),
                        role)
                .start();
    }

    private boolean isWritten() {
        try {
            return Files.isDirectory(results()) && Files.size(folder().resolve("samples.jsonl")) > 0;
        } catch (IOException | AssertionError notYet) {
            return false;
        }
    }

    private Path results() {
        return root.resolve("results");
    }

    private Path folder() throws IOException {
        try (Stream<Path> made = Files.list(results())) {
            List<Path> folders = made.toList();
            assertThat(folders).hasSize(1);
            return folders.get(0);
        }
    }

    private int execute(String... args) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), args);
    }
}
