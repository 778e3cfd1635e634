package io.github.mlxgguf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.cli.Documents.Fence;
import io.github.mlxgguf.cli.Documents.Line;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * Whatever the documents tell people to type is typed here: parsed by what reads it, and run where a results folder is all that it
 * needs. A line or a block of a kind that nobody foresaw fails, so that nothing escapes.
 */
class DocumentedCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What LM Studio's tool has, as far as the documents use it; none of it was run by this suite on a Mac. */
    private static final Map<String, Set<String>> LMS = Map.of(
            "server start", Set.of(),
            "server stop", Set.of(),
            "get", Set.of("--gguf", "--mlx"),
            "ls", Set.of("--variants", "--json"),
            "ps", Set.of("--json"),
            "load", Set.of("--parallel"),
            "unload", Set.of("--all"),
            "daemon status", Set.of("--json"),
            "runtime ls", Set.of(),
            "log stream", Set.of("--source"));

    /** Lines for other programs, word for word: they are few, and each was thought about. */
    private static final Set<String> OTHERS = Set.of(
            "export LM_API_TOKEN=…",
            "git clone https://github.com/OWNER/mlx-gguf-bench",
            "open results/latest/report.html",
            "python3 -m http.server",
            "sha256sum -c SHA256SUMS",
            "shasum -a 256 -c SHA256SUMS");

    /** What needs no more than results. */
    private static final Set<String> RUN_HERE =
            Set.of("report", "validate", "compare", "history", "migrate", "bundle", "verify", "doctor");

    /** These find something wrong, and say so with their exit code, where there is something wrong. */
    private static final Set<String> JUDGES = Set.of("doctor", "compare");

    private static final Pattern EXIT_CODES = Pattern.compile("\\b(\\d{1,3})\\b");
    private static final Pattern FLOW_MAP = Pattern.compile("(?:expect: )?(?<!\\$)\\{[^{}]*:[^{}]*}");
    private static final Pattern PROGRAM = Pattern.compile("^\\s*(?:mvn|\\./mvnw|lms|java) ");
    private static final Pattern PART_OF_THE_SUITE = Pattern.compile("package io\\.github\\.mlxgguf|@Nested");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path work;

    static Stream<Line> commands() {
        return Documents.commands().stream();
    }

    static Stream<Fence> fences() {
        return Documents.fences().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandIsUnderstoodByWhatReadsIt(Line command) {
        assertThat(problems(command.text())).as(command.where()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("fences")
    void everyBlockIsOfAKindThatIsChecked(Fence fence) throws IOException {
        switch (fence.language()) {
            case "bash" -> assertThat(fence.text()).isNotBlank();
            case "yaml" -> ConfigLoader.load(fence.text(), fence.where(), Map.of());
            case "java" -> // OwnScenarioExampleTest compiles and runs these.
                assertThat(PART_OF_THE_SUITE.matcher(fence.text()).find()
                                && fence.where().startsWith("TESTING.md"))
                        .isTrue();
            case "json" -> JSON.readTree(fence.text());
            case "jsonl" -> {
                String name = fence.text().contains("\"t_ns\"") ? "samples.jsonl" : "records.jsonl";
                Path file = Files.writeString(work.resolve(name), fence.text());
                assertThat(SchemaValidator.validateFile(file)).isEmpty();
            }
            case "text" -> // Drawings; what is to be typed belongs into a block of bash.
                assertThat(fence.lines())
                        .noneMatch(line -> !problemsOfPlainText(line).isEmpty());
            default ->
                throw new AssertionError(fence + ": a block is bash, yaml, java, json, jsonl or text; this is none");
        }
    }

    /** In comments of the configs, values are written as YAML: each is a value of the key that it stands at, or a whole config. */
    @ParameterizedTest
    @ValueSource(strings = {"benchmark", "embedded"})
    void everyValueInAConfigsCommentsIsAllowed(String config) {
        for (String line : Documents.lines(Path.of("config", config + ".yaml"))) {
            FLOW_MAP.matcher(Documents.comment(line))
                    .results()
                    .map(value -> value.group())
                    .forEach(value -> assertThat(List.of(
                                    value,
                                    "run: {cooldown: " + value + "}",
                                    "scenarios: {leak-detection: " + value + "}"))
                            .as("%s in %s", value, line)
                            .anyMatch(DocumentedCommandsTest::isConfig));
        }
    }

    /** Each call has a folder of its own, with two runs, to which the paths of the documents lead. */
    @Test
    void everyToolForResultsDoesWhatItIsSaidToDo() throws IOException {
        List<List<String>> calls = Documents.commands().stream()
                .map(command -> arguments(command.text()))
                .filter(arguments -> !arguments.isEmpty() && RUN_HERE.contains(arguments.get(0)))
                .filter(arguments -> !isMention(arguments))
                .distinct()
                .toList();

        assertThat(calls).hasSizeGreaterThanOrEqualTo(4);
        for (int number = 0; number < calls.size(); number++) {
            List<String> call = calls.get(number);
            ResultsHere here = new ResultsHere(work.resolve("call-" + number));
            if (call.get(0).equals("verify")) {
                run(List.of("bundle", here.bundled().toString()));
            }
            run(here.led(call));
        }
    }

    private static void run(List<String> call) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), call.toArray(String[]::new));
        assertThat(allowed(call.get(0))).as("%s said %s%s", call, out, err).contains(code);
        if (call.contains("--json")) {
            assertThat(JSON.readTree(out.toString()).isContainerNode()).isTrue();
        }
    }

    private static Set<Integer> allowed(String tool) {
        return JUDGES.contains(tool) ? judgements(tool) : Set.of(Main.OK);
    }

    /** A row for each tool that names its exit codes in its help, with the same ones. */
    @Test
    void theHandbookNamesTheExitCodesOfTheHelpTexts() {
        List<String> handbook = Documents.lines(Path.of("TESTING.md"));
        new CommandLine(new Main()).getSubcommands().forEach((name, command) -> {
            Set<Integer> codes = exitCodes(command);
            if (!codes.isEmpty()) {
                List<String> rows = handbook.stream()
                        .filter(line -> line.startsWith("| `" + name + "` | "))
                        .toList();
                assertThat(rows).as("rows of the exit codes of %s", name).hasSize(1);
                assertThat(numbers(rows.get(0))).as(rows.get(0)).isEqualTo(codes);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mvn verify -Pbenchmrk",
                "mvn veriffy",
                "mvn",
                "mvn verify -Dbench.quick=true",
                "mvn verify -Pbenchmark -Dbench.quikc=true",
                "mvn verify -Pbenchmark -Dbench.server=ollama",
                "mvn verify -Pbenchmark -Dbench.pairs='Llama 3.2 2B'",
                "mvn verify -Pbenchmark -Dbench.server=embedded -Dbench.pairs='Llama 3.2 1B'",
                "mvn verify -Pbenchmark -Dbench.scenarios=first-wordz",
                "mvn verify -Pbenchmark -Dbench.config=config/no-such-file.yaml",
                "mvn verify -Pbenchmark '-Dit.test=ModelBenchmark$NoSuchScenario'",
                "mvn test -Dtest=NoSuchTest",
                "mvn test -Dnobody.reads=it",
                "mvn package -DskipTests",
                "mvn -q compile exec:java",
                "mvn -q compile exec:java -Dexec.args=\"reprot results/latest\"",
                "mvn -q compile exec:java -Dexec.args=\"validate --no-such-option results/latest\"",
                "java -jar target/another.jar doctor",
                "java -jar target/mlx-gguf-bench.jar docter",
                "lms explode",
                "lms get llama --rocket",
                "rm -rf results",
                ".ci/no-such-script",
                "BENCH_PEARS=x .ci/benchmark",
                "-Dbench.liveport=1"
            })
    void aWrongCommandIsFound(String wrong) {
        assertThat(problems(wrong)).isNotEmpty();
    }

    @Test
    void aBlockWithoutAKindIsFound() {
        List<Fence> fences = Documents.fences("x.md", List.of("```", "mvn verify", "```"));

        assertThatThrownBy(() -> everyBlockIsOfAKindThatIsChecked(fences.get(0)))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("x.md:1 ()");
    }

    @Test
    void wordsAreCutAsAShellCutsThem() {
        assertThat(Documents.words("mvn  '-Da=b c' -De=\"f 'g'\" h#i  # not this"))
                .containsExactly("mvn", "-Da=b c", "-De=f 'g'", "h#i");
    }

    private static List<String> problems(String command) {
        List<String> words = Documents.words(command);
        List<String> arguments = words.subList(1, words.size());
        return switch (words.get(0)) {
            case "mvn", "./mvnw" -> {
                List<String> wrong = new ArrayList<>(MavenLine.of(arguments).problems());
                wrong.addAll(problemsOfArguments(arguments(command)));
                yield wrong;
            }
            case "java" ->
                command.startsWith("java -jar target/mlx-gguf-bench.jar ")
                        ? problemsOfArguments(arguments(command))
                        : List.of("java is for the runnable jar only");
            case "lms" -> problemsOfLms(arguments);
            default -> {
                if (command.startsWith("-D")) {
                    yield MavenLine.of(words).problemsOfOptions();
                }
                if (Documents.subcommands().contains(words.get(0))) {
                    yield problemsOfArguments(arguments(command));
                }
                if (words.stream().anyMatch(word -> word.startsWith(".ci/"))) {
                    yield problemsOfScript(words);
                }
                yield OTHERS.contains(command)
                        ? List.of()
                        : List.of("a command that this test does not know: " + command);
            }
        };
    }

    /** A script of ours, with the variables that it reads before it. */
    private static List<String> problemsOfScript(List<String> words) {
        String script = words.stream()
                .filter(word -> word.startsWith(".ci/"))
                .findFirst()
                .orElseThrow();
        if (!Files.isExecutable(Path.of(script))) {
            return List.of("no such script");
        }
        String text = String.join("\n", Documents.lines(Path.of(script)));
        return words.subList(0, words.indexOf(script)).stream()
                .map(word -> word.split("=", 2)[0])
                .filter(variable -> !text.contains("${" + variable))
                .map(variable -> script + " does not read " + variable)
                .toList();
    }

    /** What our command line gets; empty for any other program. */
    private static List<String> arguments(String command) {
        List<String> words = Documents.words(command);
        return switch (words.get(0)) {
            case "mvn", "./mvnw" ->
                MavenLine.of(words.subList(1, words.size())).arguments().orElse(List.of());
            case "java" -> words.subList(3, words.size());
            default -> Documents.subcommands().contains(words.get(0)) ? words : List.of();
        };
    }

    private static List<String> problemsOfArguments(List<String> arguments) {
        if (arguments.isEmpty() || isMention(arguments)) {
            return List.of();
        }
        CommandLine line = new CommandLine(new Main()).setExpandAtFiles(false);
        tool(line, MonitorCommand.NAME).setStopAtPositional(true);
        try {
            line.parseArgs(arguments.stream()
                    .map(word -> word.equals("N") ? "1234" : word)
                    .toArray(String[]::new));
            return List.of();
        } catch (CommandLine.ParameterException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    /** The shape of a call, {@code report DIR…}, and not a call. */
    private static boolean isMention(List<String> arguments) {
        return arguments.stream().anyMatch(word -> word.endsWith("…"));
    }

    private static List<String> problemsOfLms(List<String> arguments) {
        String words = String.join(" ", arguments);
        return LMS.entrySet().stream()
                        .filter(known -> (words + " ").startsWith(known.getKey() + " "))
                        .anyMatch(known -> arguments.stream()
                                .filter(word -> word.startsWith("-"))
                                .allMatch(known.getValue()::contains))
                ? List.of()
                : List.of("not in the list of what lms has: " + words);
    }

    private static List<String> problemsOfPlainText(String line) {
        return PROGRAM.matcher(line).find() ? List.of(line) : List.of();
    }

    private static boolean isConfig(String text) {
        try {
            ConfigLoader.load(text, "a comment", Map.of());
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    private static CommandLine tool(CommandLine main, String name) {
        return Objects.requireNonNull(main.getSubcommands().get(name));
    }

    private static Set<Integer> judgements(String name) {
        Set<Integer> codes = new TreeSet<>(exitCodes(tool(new CommandLine(new Main()), name)));
        codes.remove(Main.USAGE);
        return codes;
    }

    private static Set<Integer> exitCodes(CommandLine command) {
        String[] footer = command.getCommandSpec().usageMessage().footer();
        return Stream.of(footer)
                .dropWhile(line -> !line.startsWith("Exit codes:"))
                .flatMap(line -> numbers(line).stream())
                .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
    }

    private static Set<Integer> numbers(String text) {
        Set<Integer> numbers = new TreeSet<>();
        EXIT_CODES.matcher(text).results().forEach(number -> numbers.add(Integer.valueOf(number.group(1))));
        return numbers;
    }
}
