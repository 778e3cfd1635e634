package io.github.mlxgguf.cli;

import io.github.mlxgguf.config.Defaults;
import io.github.mlxgguf.config.Durations;
import io.github.mlxgguf.monitor.ProcessTree;
import io.github.mlxgguf.record.ResultsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Watches memory and load while any command runs. */
@Command(
        name = MonitorCommand.NAME,
        description = {
            "Watch memory and load while a command runs, for a time, or until a process ends.",
            "Writes samples.jsonl, timeline.html and metrics/samples.csv into a new folder. The command keeps its"
                    + " input, output and exit code; what this tool says goes to the error stream."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mvn -q compile exec:java -Dexec.args=\"monitor -- python3 generate.py --tokens 300\"",
            "         mvn -q compile exec:java -Dexec.args=\"monitor --port 1234 --duration 30s\"",
            "Exit codes: the command's own, 128 and the signal's number if a signal ended it, 126 not executable,"
                    + " 127 not found; without a command 0; 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class MonitorCommand implements Callable<Integer> {
    static final String NAME = "monitor";
    /** Shorter than this the monitor would measure itself. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(20);

    private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(10);
    private static final int MAX_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "CMD", description = "The command to run, after --.")
    private List<String> command = List.of();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Watch for so long, without a command; for example 30s.")
    private @Nullable Duration duration;

    @Option(
            names = "--pid",
            paramLabel = "PID",
            description = "Watch this process and its descendants, instead of the command's.")
    private @Nullable Long pid;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Watch the process that listens on this port, and its descendants.")
    private @Nullable Integer port;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How often to look; default 100ms.")
    private Duration interval = Defaults.MONITOR_INTERVAL;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            description = "Where the new folder goes; default results. results/latest stays with the last run.")
    private Path results = Defaults.RESULTS_FOLDER;

    @Override
    public Integer call() throws InterruptedException {
        requireUsable();
        Long watched = watched();
        try {
            return new MonitoredCommand(
                            command,
                            duration,
                            watched,
                            interval,
                            results,
                            spec.commandLine().getErr())
                    .run();
        } catch (ResultsException wrong) {
            throw new ResultsException(
                    String.valueOf(wrong.getMessage()).replace("-Dbench.results=DIR", "--results DIR"), wrong);
        }
    }

    private void requireUsable() {
        if (command.isEmpty() && duration == null && pid == null && port == null) {
            throw wrong("expected a command after --, or --duration, --pid or --port; found none of them.");
        }
        if (!command.isEmpty() && duration != null) {
            throw wrong("expected a command or --duration, found both: the command's end is the end.");
        }
        if (pid != null && port != null) {
            throw wrong("expected --pid or --port, found both.");
        }
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw wrong("--interval: expected 20ms to 10s, found " + interval.toMillis() + "ms.");
        }
        if (duration != null && duration.isZero()) {
            throw wrong("--duration: expected more than 0, found " + duration.toMillis() + "ms.");
        }
    }

    private @Nullable Long watched() {
        Long process = pid;
        Integer listening = port;
        if (process != null
                && ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty()) {
            throw wrong("--pid: expected a process that runs, found none with the number " + process + ".");
        } else if (listening == null) {
            return process;
        }
        if (listening < 1 || listening > MAX_PORT) {
            throw wrong("--port: expected 1 to " + MAX_PORT + ", found " + listening + ".");
        }
        OptionalLong listener = ProcessTree.ofThisMachine().listener(listening);
        if (listener.isEmpty()) {
            throw wrong("--port: expected a process of yours that listens on port " + listening
                    + ", found none. Start the server first, for example with 'lms server start'.");
        }
        return listener.getAsLong();
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    /** Durations as in the config. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return Durations.read(text)
                    .orElseThrow(() ->
                            new TypeConversionException("expected " + Durations.ALLOWED + ", found '" + text + "'"));
        }
    }
}
