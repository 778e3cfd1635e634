package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.record.SampleLine;
import io.github.mlxgguf.record.SampleReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code monitor} as its user meets it: in a process of its own, with a real command in another. */
@Timeout(120)
class MonitorProcessTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void theCommandKeepsItsInputOutputAndExitCode() throws Exception {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        Process monitor = start("monitor", "--results", results().toString(), "--", "CHILD", "echo", "7");
        try (OutputStream in = monitor.getOutputStream()) {
            in.write(everyByte);
        }
        byte[] out = monitor.getInputStream().readAllBytes();

        assertThat(exitCode(monitor)).isEqualTo(7);
        assertThat(out).isEqualTo(everyByte);
        Path folder = folder();
        assertThat(said().lines())
                .contains("the child's own words")
                .anySatisfy(line -> assertThat(line).matches("monitor: ran \\d+\\.\\d s, exit code 7"))
                .anySatisfy(line -> assertThat(line).matches("monitor: \\d+ samples every 100 ms, \\d+ missed, .*"))
                .contains("monitor: written: " + folder.resolve("timeline.html"));
        assertThat(folder.resolve("timeline.html")).isNotEmptyFile();
        assertThat(folder.resolve("records.jsonl")).doesNotExist();
        String csv = Files.readString(folder.resolve("metrics").resolve("samples.csv"));
        assertThat(csv.lines().count()).isEqualTo(samples(folder).size() + 1L);
        assertThat(csv.lines().skip(1)).allSatisfy(row -> assertThat(row).startsWith("1,\"20"));
    }

    @Test
    void whatTheCommandTakesIsSeenInTheSamples() throws Exception {
        Process monitor =
                start("monitor", "--results", results().toString(), "--interval", "50ms", "--", "CHILD", "hold");
        String[] out = text(monitor).strip().split(" ", -1);

        assertThat(exitCode(monitor)).isZero();
        long pid = Long.parseLong(out[0]);
        List<SampleLine> seen = samples(folder());
        assertThat(seen.stream().map(line -> line.sample().workerPid()).filter(Objects::nonNull))
                .isNotEmpty()
                .containsOnly(pid);
        long peak = seen.stream()
                .map(line -> line.sample().workerRssBytes())
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        assertThat(peak).isBetween((long) MonitoredChild.HELD_MB << 20, (long) (MonitoredChild.HELD_MB + 200) << 20);
        assertThat(seen.get(0).sample().workerPid())
                .as("the first sample is from before the command")
                .isNull();
        assertThat(seen.get(0).sample().committedBytes()).isNotNull();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCommandThatASignalEndedGivesTheSignalsNumber() throws Exception {
        Process monitor = start("monitor", "--results", results().toString(), "--", "CHILD", "wait");
        BufferedReader out = monitor.inputReader(StandardCharsets.UTF_8);
        ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow().destroyForcibly();

        assertThat(exitCode(monitor)).isEqualTo(128 + 9);
        assertThat(folder().resolve("timeline.html")).isNotEmptyFile();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalToTheMonitorEndsTheCommandInOrderAndStillWritesAll() throws Exception {
        Process monitor = start("monitor", "--results", results().toString(), "--", "CHILD", "wait");
        BufferedReader out = monitor.inputReader(StandardCharsets.UTF_8);
        long child = Long.parseLong(out.readLine());
        // Not Process.destroy, which would close our end of its output.
        monitor.toHandle().destroy();

        assertThat(out.readLine()).isEqualTo("ended in order");
        assertThat(exitCode(monitor)).isEqualTo(128 + 15);
        assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
        Path folder = folder();
        assertThat(folder.resolve("timeline.html")).isNotEmptyFile();
        assertThat(folder.resolve("metrics").resolve("samples.csv")).isNotEmptyFile();
        assertThat(said()).contains("monitor: written: " + folder.resolve("timeline.html"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aSignalToTheMonitorEndsWhatTheCommandStartedToo() throws Exception {
        Process monitor = start(
                "monitor",
                "--results",
                results().toString(),
                "--",
                "sh",
                "-c",
                "trap '' TERM; sleep 60 & echo $!; wait; sleep 60");
        BufferedReader out = monitor.inputReader(StandardCharsets.UTF_8);
        ProcessHandle grandchild =
                ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
        monitor.toHandle().destroy();

        assertThat(exitCode(monitor)).isEqualTo(128 + 15);
        assertThat(grandchild.isAlive()).isFalse();
        assertThat(folder().resolve("timeline.html")).isNotEmptyFile();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whereNothingCanBeWrittenTheCommandKeepsItsExitCode() throws Exception {
        // No file may grow over a few thousand bytes: like a full disk, but of this process alone.
        Process monitor = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 8; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "monitor",
                        "--interval",
                        "20ms",
                        "--results",
                        results().toString(),
                        "--",
                        "sh",
                        "-c",
                        "sleep 2; exit 7")
                .redirectError(root.resolve("err").toFile())
                .start();

        assertThat(exitCode(monitor)).isEqualTo(7);
        Path folder = folder().toAbsolutePath();
        assertThat(said())
                .containsPattern("monitor: ran \\d+\\.\\d s, exit code 7")
                .contains("monitor: some samples are lost: cannot write " + folder.resolve("samples.jsonl") + ": ")
                .contains(folder.resolve("timeline.html").toString())
                .doesNotContain("Exception:", "\tat ");
    }

    @Test
    void aLongIntervalDoesNotHoldTheExitUp() throws Exception {
        long before = System.nanoTime();
        Process monitor =
                start("monitor", "--results", results().toString(), "--interval", "10s", "--", "CHILD", "arguments");

        assertThat(exitCode(monitor)).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void theCommandsOwnOptionsAreNotOurs() throws Exception {
        List<String> own = List.of("--help", "-x", "@file", "--", "--duration", "1s", "\"q\"", "a b");
        List<String> line =
                new ArrayList<>(List.of("monitor", "--results", results().toString(), "--", "CHILD", "arguments"));
        line.addAll(own);
        Process monitor = start(line.toArray(String[]::new));

        assertThat(text(monitor)).isEqualTo("arguments|" + String.join("|", own));
        assertThat(exitCode(monitor)).isZero();
    }

    /** Runs our command line in a JVM of its own; {@code CHILD} stands for a JVM that runs {@link MonitoredChild}. */
    private Process start(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("java.class.path");
        List<String> line = new ArrayList<>(List.of(java, "-cp", classes, Main.class.getName()));
        for (String argument : arguments) {
            line.addAll(
                    argument.equals("CHILD")
                            ? Arrays.asList(
                                    java,
                                    "-Xmx256m",
                                    "-XX:+UseSerialGC",
                                    "-cp",
                                    classes,
                                    MonitoredChild.class.getName())
                            : List.of(argument));
        }
        return new ProcessBuilder(line)
                .redirectError(root.resolve("err").toFile())
                .start();
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private String said() throws IOException {
        return Files.readString(root.resolve("err"));
    }

    private Path results() {
        return root.resolve("results");
    }

    private Path folder() throws IOException {
        try (Stream<Path> made = Files.list(results())) {
            List<Path> folders = made.toList();
            assertThat(folders).as("one folder and no pointer").hasSize(1);
            return folders.get(0);
        }
    }

    private static List<SampleLine> samples(Path folder) {
        List<SampleLine> samples = new ArrayList<>();
        assertThat(SampleReader.read(folder, samples::add)).isEmpty();
        return samples;
    }
}
