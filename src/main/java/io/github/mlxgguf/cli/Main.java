package io.github.mlxgguf.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The tools around a benchmark run; each subcommand is a small class of its own. */
@Command(
        name = "mlx-gguf-bench",
        description = "Tools around a benchmark run.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        subcommands = {
            DoctorCommand.class,
            MonitorCommand.class,
            ReportCommand.class,
            CompareCommand.class,
            HistoryCommand.class,
            ValidateCommand.class,
            MigrateCommand.class,
            BundleCommand.class,
            VerifyCommand.class
        },
        footer = {
            "",
            "Example: java -jar target/mlx-gguf-bench.jar report results/latest",
            "Exit codes: 0 ok, 1 problems found, 2 wrong usage, 3 done with warnings; each --help has its own.",
            "monitor ends with the code of its command.",
            "",
            "The benchmark itself runs with: mvn verify -Pbenchmark"
        })
public final class Main implements Runnable {
    /** Everything was in order. */
    static final int OK = CommandLine.ExitCode.OK;
    /** The command did its work and found problems. */
    static final int PROBLEMS = 1;
    /** The command line, or a path in it, is wrong. */
    static final int USAGE = 2;
    /** The command did its work and found warnings, and nothing worse. */
    static final int WARNINGS = 3;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which fills {@link #spec}. */
    @SuppressWarnings("NullAway.Init")
    Main() {}

    /** Runs a command; ends the process only with a code above 0, since Maven's {@code exec:java} runs it in its own. */
    public static void main(String[] args) {
        PrintWriter out = console(System.out);
        PrintWriter err = console(System.err);
        int code = run(out, err, args);
        if (code != OK) {
            System.exit(code);
        }
    }

    private static PrintWriter console(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
    }

    /** Runs a command and gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Main());
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler(new MistakeHandler());
        // What follows monitor is another program's command line.
        line.setExpandAtFiles(false);
        Objects.requireNonNull(line.getSubcommands().get(MonitorCommand.NAME)).setStopAtPositional(true);
        int code = line.execute(args);
        out.flush();
        err.flush();
        return code;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
