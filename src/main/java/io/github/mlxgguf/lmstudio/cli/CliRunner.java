package io.github.mlxgguf.lmstudio.cli;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the tool: no shell, the environment as it is, standard input empty, the two outputs apart.
 *
 * <p>The outputs go to files, not to pipes: a service that the tool starts inherits them and would hold a pipe open for ever.
 */
final class CliRunner {
    private static final Logger LOG = System.getLogger(CliRunner.class.getName());

    /** What a killed process gets to end by itself before it is forced. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Path executable;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private final Set<Process> cancelled = ConcurrentHashMap.newKeySet();

    CliRunner(Path executable) {
        this.executable = executable;
    }

    /** Runs it to its end; whatever goes wrong on the way is in the result, a non-zero exit code too. */
    CliResult<CliOutput> run(List<String> arguments, Duration limit) {
        String command = "lms " + String.join(" ", arguments);
        LOG.log(Level.DEBUG, "{0} {1}", executable, String.join(" ", arguments));
        Path folder;
        try {
            folder = Files.createTempDirectory("lms-run");
        } catch (IOException full) {
            return CliResult.failed(
                    CliProblem.Kind.FAILED,
                    "`" + command + "` has nowhere to write its output: " + full.getMessage() + ".",
                    "Make room in " + System.getProperty("java.io.tmpdir") + ".");
        }
        Path stdout = folder.resolve("stdout");
        Path stderr = folder.resolve("stderr");
        try {
            return run(command, arguments, limit, stdout, stderr);
        } catch (IOException failed) {
            return CliResult.failed(
                    CliProblem.Kind.NO_TOOL,
                    "`" + command + "` could not be run with " + executable + ": " + failed.getMessage() + ".",
                    CliProblem.INSTALL);
        } finally {
            delete(stdout);
            delete(stderr);
            delete(folder);
        }
    }

    /** Kills whatever runs, from any thread. */
    void cancelAll() {
        for (Process process : running) {
            cancelled.add(process);
            kill(process);
        }
    }

    private CliResult<CliOutput> run(String command, List<String> arguments, Duration limit, Path stdout, Path stderr)
            throws IOException {
        List<String> line = new ArrayList<>(List.of(executable.toString()));
        line.addAll(arguments);
        Process process = new ProcessBuilder(line)
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        running.add(process);
        try {
            process.getOutputStream().close();
            if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                kill(process);
                return CliResult.failed(
                        CliProblem.Kind.TIMED_OUT,
                        "`" + command + "` did not end within " + limit.toMillis() / 1000.0 + " s and was killed.",
                        "Run it by hand to see what it waits for.");
            }
        } catch (InterruptedException stopped) {
            kill(process);
            Thread.currentThread().interrupt();
            return cancelled(command);
        } finally {
            running.remove(process);
        }
        if (cancelled.remove(process)) {
            return cancelled(command);
        }
        return new CliResult.Done<>(new CliOutput(command, process.exitValue(), read(stdout), read(stderr)));
    }

    private static CliResult<CliOutput> cancelled(String command) {
        return CliResult.failed(
                CliProblem.Kind.CANCELLED, "`" + command + "` was cancelled.", "Run the benchmark again.");
    }

    /** Its children first are noted, then all are asked to end, then forced. */
    private static void kill(Process process) {
        List<ProcessHandle> family = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        family.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }

    private static String read(Path file) throws IOException {
        return CliText.plain(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException kept) {
            LOG.log(Level.DEBUG, "{0} stays behind: {1}", path, kept.getMessage());
        }
    }
}
