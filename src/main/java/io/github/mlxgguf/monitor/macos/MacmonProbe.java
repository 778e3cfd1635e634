package io.github.mlxgguf.monitor.macos;

import io.github.mlxgguf.monitor.Probe;
import io.github.mlxgguf.monitor.SampleBuilder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Power and temperatures from <a href="https://github.com/vladkens/macmon">macmon</a>, where it is installed. It runs beside the
 * suite, without root, and prints a line a second; each line goes into one sample and no further.
 */
final class MacmonProbe implements Probe {
    private static final String TOOL = "macmon";

    /** Where Homebrew puts it; a program that was not started from a shell does not have these in its path. */
    private static final List<String> HOMEBREW = List.of("/opt/homebrew/bin", "/usr/local/bin");

    /** Without end, a line a second: the counters of newer chips move no faster than every two seconds. */
    private static final List<String> ARGUMENTS = List.of("pipe", "-s", "0", "-i", "1000");

    private static final Logger LOG = System.getLogger(MacmonProbe.class.getName());

    /** Taking the newest line costs nothing, so it is done at every tick: a line must not wait, its second ends when it comes. */
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private static final File NOTHING = new File("/dev/null");

    private final Process process;
    private final Thread reader;
    private final Thread atExit;
    private final AtomicReference<@Nullable MacmonReading> unseen = new AtomicReference<>();
    private volatile boolean closed;

    private MacmonProbe(Process process) {
        this.process = process;
        this.reader = new Thread(this::readLines, "macmon-reader");
        this.atExit = new Thread(process::destroy, "macmon-end");
    }

    /** Where the tool is: in the given search path, or where Homebrew puts it. */
    static Optional<Path> find(String searchPath) {
        return Stream.concat(Stream.of(searchPath.split(File.pathSeparator)), HOMEBREW.stream())
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, TOOL))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it. It ends with the probe, with this program, or when nobody reads its output any more. */
    static MacmonProbe start(Path tool) throws IOException {
        Process process = new ProcessBuilder(Stream.concat(Stream.of(tool.toString()), ARGUMENTS.stream())
                        .toList())
                .redirectInput(NOTHING)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        MacmonProbe probe = new MacmonProbe(process);
        Runtime.getRuntime().addShutdownHook(probe.atExit);
        probe.reader.setDaemon(true);
        probe.reader.start();
        return probe;
    }

    @Override
    public String name() {
        return TOOL;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void read(SampleBuilder sample) {
        MacmonReading fresh = unseen.getAndSet(null);
        if (fresh != null) {
            fresh.readInto(sample);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        process.destroy();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException endingAnyway) {
            // The hook runs or has run, and does the same.
        }
    }

    /** The thread that reads the lines; it ends with the tool. */
    Thread reader() {
        return reader;
    }

    /** The tool itself. */
    Process process() {
        return process;
    }

    private void readLines() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                MacmonReading.parse(line).ifPresent(unseen::set);
            }
        } catch (IOException cutShort) {
            // Closing cuts it short; anything else is said below.
        }
        if (!closed) {
            LOG.log(Level.WARNING, "macmon ended by itself; power and temperatures are unknown from now on.");
        }
    }
}
