package io.github.mlxgguf.cli;

import io.github.mlxgguf.analysis.change.ComparedRun;
import io.github.mlxgguf.analysis.change.EarlierRun;
import io.github.mlxgguf.analysis.change.RunChange;
import io.github.mlxgguf.analysis.change.RunComparer;
import io.github.mlxgguf.analysis.change.Thresholds;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.report.change.ChangeJson;
import io.github.mlxgguf.report.change.ChangeMarkdown;
import io.github.mlxgguf.report.change.ChangeText;
import io.github.mlxgguf.report.output.TerminalText;
import io.github.mlxgguf.report.output.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compare two runs: what changed, and by how much. */
@Command(
        name = "compare",
        sortOptions = false,
        description = {
            "Compare two runs of the same builds: what changed, and by how much.",
            "With one run only, the newest earlier one beside it is taken that was completed on the same hardware by the same"
                    + " kind of server and has a pair in common."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mvn -q compile exec:java -Dexec.args=\"compare results/20261021-090000-1a2b results/latest\"",
            "         mvn -q compile exec:java -Dexec.args=\"compare results/latest --threshold 10 --markdown change.md\"",
            "Exit codes: 0 no regression, or no earlier run; 1 a regression, or a scenario that passed and does not now;",
            "            2 wrong usage, or a run that cannot be used; 3 not comparable, nothing could be judged, or not\n"
                    + "            all was measured that the new run planned."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..2",
            paramLabel = "RUN",
            description = "[OLD] NEW: results folders, or the pointer results/latest.")
    private List<Path> runs;

    @Option(
            names = "--threshold",
            paramLabel = "PERCENT",
            defaultValue = "" + Thresholds.DEFAULT_PERCENT,
            description = "A regression is beyond this with its whole interval; 5 is a ratio above 1.05 or under 0.952."
                    + " Default: ${DEFAULT-VALUE}.")
    private double percent;

    @Option(
            names = "--min-ms",
            paramLabel = "MS",
            defaultValue = "" + Thresholds.DEFAULT_MS,
            description =
                    "A regression of a time in ms must also be larger than this, in ms. Default: ${DEFAULT-VALUE}.")
    private double milliseconds;

    @Option(
            names = "--min-mb",
            paramLabel = "MB",
            defaultValue = "" + Thresholds.DEFAULT_MEGABYTES,
            description =
                    "A regression of memory must also be larger than this, in 10^6 bytes. Default: ${DEFAULT-VALUE}.")
    private double megabytes;

    @Option(
            names = "--min-tokens-per-second",
            paramLabel = "RATE",
            defaultValue = "" + Thresholds.DEFAULT_TOKENS_PER_SECOND,
            description =
                    "A regression of a speed must also be larger than this, in tokens/s. Default: ${DEFAULT-VALUE}.")
    private double tokensPerSecond;

    @Option(
            names = "--min-seconds",
            paramLabel = "S",
            defaultValue = "" + Thresholds.DEFAULT_SECONDS,
            description = "A regression of a load time must also be larger than this, in s. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--all", description = "List every figure, not only those that are worse or better.")
    private boolean all;

    @Option(names = "--json", description = "Print one JSON document instead, for programs.")
    private boolean json;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Also write the comparison as Markdown, for example for the summary of a CI job.")
    private @Nullable Path markdown;

    @Override
    public Integer call() {
        Thresholds thresholds = thresholds();
        ComparedRun now = read(runs.get(runs.size() - 1));
        ComparedRun old = runs.size() == 2 ? read(runs.get(0)) : earlier(now);
        if (old == null) {
            if (markdown != null) {
                write(markdown, EarlierRun.NONE + "\n", List.of(now));
            }
            return Main.OK;
        }
        RunChange change = RunComparer.compare(old, now, thresholds);
        if (markdown != null) {
            write(markdown, ChangeMarkdown.of(change), List.of(old, now));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ChangeJson.of(change));
        } else {
            ChangeText.of(change, all).forEach(out::println);
        }
        return switch (change.outcome()) {
            case NO_REGRESSION -> Main.OK;
            case REGRESSION -> Main.PROBLEMS;
            case INCOMPLETE, NOTHING_JUDGED -> Main.WARNINGS;
        };
    }

    private static ComparedRun read(Path folder) {
        SamplesAlone.refuse(folder);
        return ComparedRun.of(RunReader.read(folder));
    }

    /** Says which one it is, or that there is none. */
    private @Nullable ComparedRun earlier(ComparedRun now) {
        EarlierRun earlier = EarlierRun.before(now);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            if (earlier.run() == null) {
                out.println(ChangeJson.of(null));
            }
            return earlier.run();
        }
        out.println(TerminalText.of(earlier.sentence()));
        return earlier.run();
    }

    private Thresholds thresholds() {
        return new Thresholds(
                amount("--threshold", percent),
                amount("--min-ms", milliseconds),
                amount("--min-mb", megabytes),
                amount("--min-tokens-per-second", tokensPerSecond),
                amount("--min-seconds", seconds));
    }

    private double amount(String option, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new ParameterException(
                    spec.commandLine(), option + ": expected a number of 0 or above, found " + value);
        }
        return value;
    }

    /** Never into one of the runs: their folders stay as they were. */
    private static void write(Path file, String text, List<ComparedRun> inputs) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
            throw new ResultsException(
                    "--markdown: expected a file in a folder that exists, found " + file.toAbsolutePath());
        }
        try {
            Path real = folder.toRealPath();
            if (inputs.stream()
                    .anyMatch(run -> real.startsWith(run.data().folder().toAbsolutePath()))) {
                throw new ResultsException("--markdown: " + file.toAbsolutePath()
                        + " lies in one of the two runs, which are never changed. Choose another place.");
            }
        } catch (IOException e) {
            throw new ResultsException("--markdown: cannot open " + folder + ": " + e.getMessage(), e);
        }
        try {
            WholeFile.replace(file, text);
        } catch (ResultsException e) {
            throw new ResultsException(
                    "--markdown: cannot write " + file.toAbsolutePath() + ". Choose a place that is writable.", e);
        }
    }
}
