package io.github.mlxgguf.cli;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.analysis.history.History;
import io.github.mlxgguf.analysis.history.History.PassedOver;
import io.github.mlxgguf.analysis.history.HistoryReader;
import io.github.mlxgguf.analysis.history.Selection;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.report.history.HistoryJson;
import io.github.mlxgguf.report.history.HistoryModel;
import io.github.mlxgguf.report.history.HistoryWriter;
import io.github.mlxgguf.report.output.TerminalText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the trend over all runs in a folder. */
@Command(
        name = "history",
        description =
                "Write history.md and history.html: the trend over all runs in a folder by machine, model, format, scenario"
                        + " and engine version. The runs are only read.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: mvn -q compile exec:java -Dexec.args=\"history results\"",
            "         mvn -q compile exec:java -Dexec.args=\"history results --scenario simple-generation --last 30\"",
            "Exit codes: 0 ok, 3 some folders could not be counted and are listed, 2 wrong usage, no run, or nothing selected."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class HistoryCommand implements Callable<Integer> {
    /** More are counted, not listed: the files list them. */
    private static final int FOLDERS_PRINTED = 5;

    private static final int STEPS_PRINTED = 5;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Folder that holds the folders of runs. Default: ${DEFAULT-VALUE}.")
    private Path root;

    @Option(
            names = "--metric",
            paramLabel = "NAME",
            description = "Only this figure of summary.json, for example ttft_ms.")
    private @Nullable List<String> metrics;

    @Option(names = "--pair", paramLabel = "NAME", description = "Only this pair.")
    private @Nullable List<String> pairs;

    @Option(names = "--scenario", paramLabel = "ID", description = "Only this scenario, with each of its prompts.")
    private @Nullable List<String> scenarios;

    @Option(names = "--last", paramLabel = "N", description = "Only the newest N runs of each machine.")
    private @Nullable Integer last;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the files go. Default: beside the runs.")
    private @Nullable Path out;

    @Option(names = "--json", description = "Write no file; print every point of every series as one document.")
    private boolean json;

    @Override
    public Integer call() {
        Selection selection = selection();
        History history = HistoryReader.read(root, selection);
        if (history.trends().isEmpty() && !selection.equals(Selection.DEFAULT) && history.runs() > 0) {
            throw new ResultsException(
                    "none of the " + history.runs() + " runs in " + root.toAbsolutePath()
                            + " has such a figure. Check --metric, --pair and --scenario against a report.md, or leave them out.");
        }
        PrintWriter console = spec.commandLine().getOut();
        if (json) {
            HistoryJson.write(history, console);
        } else {
            Path folder = Objects.requireNonNullElse(out, root);
            print(history, HistoryWriter.write(history, selection, folder), folder, console);
        }
        return history.passedOver().isEmpty() ? Main.OK : Main.WARNINGS;
    }

    private static void print(History history, HistoryModel model, Path folder, PrintWriter console) {
        model.banners().forEach(banner -> console.println(TerminalText.of(banner.title() + ". " + banner.text())));
        model.lead().forEach(line -> console.println(TerminalText.of(line)));
        console.println(TerminalText.of(model.stepsNote()));
        model.steps().stream().limit(STEPS_PRINTED).forEach(step -> console.println("- " + TerminalText.of(step)));
        if (model.steps().size() > STEPS_PRINTED) {
            console.println("- and " + (model.steps().size() - STEPS_PRINTED) + " more in " + HistoryWriter.MARKDOWN);
        }
        for (PassedOver each :
                history.passedOver().stream().limit(FOLDERS_PRINTED).toList()) {
            console.println("warning: " + TerminalText.of(each.folder() + ": " + each.reason()));
        }
        int more = history.passedOver().size() - FOLDERS_PRINTED;
        if (more > 0) {
            console.println("warning: and " + more + " more, listed in " + HistoryWriter.MARKDOWN);
        }
        console.println("history: " + folder.resolve(HistoryWriter.MARKDOWN).toAbsolutePath());
        console.println("history: " + folder.resolve(HistoryWriter.HTML).toAbsolutePath());
    }

    private Selection selection() {
        Set<String> known = Arrays.stream(Figure.values()).map(Figure::id).collect(Collectors.toSet());
        for (String metric : names(metrics)) {
            if (!known.contains(metric)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--metric: no figure is called '" + metric + "'; expected one of "
                                + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
        }
        if (last != null && last < 1) {
            throw new ParameterException(spec.commandLine(), "--last: expected 1 or more runs, found " + last + ".");
        }
        return new Selection(Set.copyOf(names(metrics)), Set.copyOf(names(pairs)), Set.copyOf(names(scenarios)), last);
    }

    private static List<String> names(@Nullable List<String> given) {
        return given == null ? List.of() : given;
    }
}
