package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.mlxgguf.config.RunOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the workflows promise to whoever lends a machine to them, and that what they call exists. */
class WorkflowTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path WORKFLOWS = Path.of(".github/workflows");
    private static final Path SCRIPT = Path.of(".ci/benchmark");

    /** Started by somebody who may write to the repository, or by the clock: never by a stranger. */
    private static final Set<String> OWN_TRIGGERS = Set.of("workflow_dispatch", "schedule");

    /** A command of the suite in the script; other programs that are called that way are none. */
    private static final Pattern COMMAND = Pattern.compile("^\\s+(?:tool|set --) ([a-z]+) ");

    private static final Set<String> OTHER_PROGRAMS = Set.of("verify -P", "server s");
    /** Options that are used before their command has them. */
    private static final Set<String> STILL_TO_COME = Set.of("report --out");

    private static final Pattern OPTION = Pattern.compile("(?<=[ \"])--[a-z][a-z-]*");

    static List<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(WORKFLOWS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void noStrangerRunsCodeOnAMachineOfOurs(Path file) {
        JsonNode workflow = read(file);
        boolean ours =
                jobs(workflow).anyMatch(job -> job.path("runs-on").toString().contains("self-hosted"));

        if (ours) {
            assertThat(names(workflow.path("on"))).isNotEmpty().isSubsetOf(OWN_TRIGGERS);
        }
        assertThat(workflow.path("permissions").toString()).isEqualTo("{\"contents\":\"read\"}");
        assertThat(jobs(workflow)).noneMatch(job -> job.has("permissions"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void whatSomebodyTypedIsNeverPartOfACommand(Path file) {
        assertThat(jobs(read(file)).flatMap(WorkflowTest::steps).map(step -> step.path("run")
                        .asText()))
                .noneMatch(run -> run.contains("inputs.") || run.contains("github.") || run.contains("secrets."));
    }

    @Test
    void theBenchmarkRunsOnMacsOfOurOwnOneAtATime() {
        JsonNode job = benchmark().path("jobs").path("benchmark");

        assertThat(names(benchmark().path("on"))).containsExactlyInAnyOrderElementsOf(OWN_TRIGGERS);
        assertThat(job.path("runs-on").toString())
                .isEqualTo("[\"self-hosted\",\"macOS\",\"ARM64\",\"${{ matrix.runner }}\"]");
        assertThat(job.path("concurrency").path("group").asText()).contains("${{ matrix.runner }}");
        assertThat(job.path("concurrency").path("cancel-in-progress").asBoolean(true))
                .isFalse();
        assertThat(job.path("strategy").path("fail-fast").asBoolean(true)).isFalse();
    }

    @Test
    void everyInputReachesTheScriptByTheEnvironment() throws IOException {
        JsonNode job = benchmark().path("jobs").path("benchmark");
        String script = Files.readString(SCRIPT);
        List<String> inputs =
                names(benchmark().path("on").path("workflow_dispatch").path("inputs"));
        List<String> passed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> variable : job.path("env").properties()) {
            Matcher input = Pattern.compile("\\$\\{\\{ inputs\\.(\\w+) }}")
                    .matcher(variable.getValue().asText());
            if (input.matches()) {
                passed.add(input.group(1));
                assertThat(script).contains("${" + variable.getKey() + ":-}");
            }
        }

        assertThat(inputs).hasSize(7);
        passed.add("runners");
        assertThat(passed).containsExactlyInAnyOrderElementsOf(inputs);
        assertThat(job.path("strategy").path("matrix").path("runner").asText()).contains("fromJSON(inputs.runners");
    }

    @Test
    void noFailureCostsTheEvidenceAndTheVerdictComesLast() {
        List<JsonNode> steps = steps(benchmark().path("jobs").path("benchmark")).toList();
        List<String> runs =
                steps.stream().map(step -> step.path("run").asText()).toList();
        int measured = runs.indexOf(".ci/benchmark run");

        assertThat(measured).isPositive();
        assertThat(steps.subList(measured + 1, steps.size()))
                .allMatch(step -> step.path("if").asText().equals("always()"));
        assertThat(runs).last().isEqualTo(".ci/benchmark verdict");
        assertThat(steps.stream()
                        .filter(step -> step.path("uses").asText().startsWith("actions/upload-artifact@"))
                        .map(step -> step.path("with").path("name").asText().replaceFirst("-.*", "")))
                .containsExactly("bundle", "report", "allure");
    }

    @Test
    void everyStepOfTheWorkflowIsOneOfTheScript() throws IOException {
        String script = Files.readString(SCRIPT);

        assertThat(jobs(benchmark())
                        .flatMap(WorkflowTest::steps)
                        .map(step -> step.path("run").asText())
                        .filter(run -> !run.isEmpty()))
                .hasSizeGreaterThan(8)
                .allSatisfy(run -> {
                    String step = run.replaceFirst("^\\.ci/benchmark (\\w+).*", "$1");
                    assertThat(script).containsAnyOf("\nstep_" + step + "() {", "\n" + step + "() {");
                });
    }

    @Test
    void everyOptionOfTheBenchmarkExists() throws IOException {
        Set<String> options = new TreeSet<>();
        for (Path file : List.of(SCRIPT, WORKFLOWS.resolve("pull-request.yml"), Path.of(".ci/run"))) {
            options.addAll(Pattern.compile("-D(bench\\.[A-Za-z.]+)")
                    .matcher(Files.readString(file))
                    .results()
                    .map(match -> match.group(1))
                    .toList());
        }

        assertThat(options).contains("bench.server", "bench.runId", "bench.pairs");
        assertThat(RunOptions.unknownProperties(options)).isEmpty();
    }

    @Test
    void everyCommandOfTheSuiteExistsWithItsOptions() throws IOException {
        Map<String, CommandLine> commands = new CommandLine(new Main()).getSubcommands();
        @Nullable CommandLine current = null;
        Set<String> called = new TreeSet<>();
        for (String line : Files.readAllLines(SCRIPT)) {
            Matcher command = COMMAND.matcher(line);
            if (line.startsWith("step_")
                    || (command.find() && OTHER_PROGRAMS.stream().anyMatch(line::contains))) {
                current = null;
            } else if (command.reset().find()) {
                assertThat(commands).containsKey(command.group(1));
                called.add(command.group(1));
                current = commands.get(command.group(1));
            }
            if (current != null && !isEmptyYet(current)) {
                for (String option :
                        OPTION.matcher(line).results().map(MatchResult::group).toList()) {
                    if (STILL_TO_COME.contains(current.getCommandName() + " " + option)) {
                        continue;
                    }
                    assertThat(current.getCommandSpec().findOption(option))
                            .as(option + " in: " + line.strip())
                            .isNotNull();
                }
            }
            if (line.equals("}")) {
                current = null;
            }
        }

        assertThat(called).containsExactly("bundle", "compare", "doctor", "history", "report", "verify");
    }

    /** A command that is registered and does nothing so far has its help alone. */
    private static boolean isEmptyYet(CommandLine command) {
        return command.getCommandSpec().args().stream()
                .allMatch(arg -> arg.isOption()
                        && (((CommandLine.Model.OptionSpec) arg).usageHelp()
                                || ((CommandLine.Model.OptionSpec) arg).versionHelp()));
    }

    private static JsonNode benchmark() {
        return read(WORKFLOWS.resolve("benchmark.yml"));
    }

    private static JsonNode read(Path file) {
        try {
            return YAML.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<JsonNode> jobs(JsonNode workflow) {
        return elements(workflow.path("jobs"));
    }

    private static Stream<JsonNode> steps(JsonNode job) {
        return elements(job.path("steps"));
    }

    private static Stream<JsonNode> elements(JsonNode parent) {
        return StreamSupport.stream(parent.spliterator(), false);
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
