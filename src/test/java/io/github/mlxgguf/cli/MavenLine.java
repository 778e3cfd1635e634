package io.github.mlxgguf.cli;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.config.ServerConfig.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is wrong with a line for Maven, by the build's own files and by the code that reads its options. */
final class MavenLine {
    private static final Set<String> SWITCHES = Set.of("-q", "-B", "-o");
    private static final Set<String> PHASES = Set.of("clean", "compile", "test", "package", "verify");
    /** Goals of plugins that the build configures. */
    private static final Map<String, String> GOALS = Map.of(
            "exec:java", "exec-maven-plugin",
            "spotless:apply", "spotless-maven-plugin",
            "spotless:check", "spotless-maven-plugin",
            "allure:serve", "allure-maven",
            "allure:report", "allure-maven",
            "javadoc:javadoc", "maven-javadoc-plugin");
    /** What stands for a value of the reader's own. */
    private static final Map<String, String> PLACEHOLDERS =
            Map.of("RUN-ID", "2026-11-21T10-00-00Z", "PORT", "1234", "N", "1234", "DIR", "results", "FILE", "a.yaml");
    /** Made by a reader of the handbook who follows it. */
    private static final ScenarioId WORKED_EXAMPLE = new ScenarioId("first-words");

    private final List<String> wrong = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> goals = new ArrayList<>();
    private final List<String> profiles = new ArrayList<>();

    private MavenLine() {}

    /** Reads the words after {@code mvn}. */
    static MavenLine of(List<String> words) {
        MavenLine line = new MavenLine();
        for (String word : words) {
            if (word.startsWith("-D")) {
                String[] parts = word.substring(2).split("=", 2);
                line.properties.put(parts[0], parts.length == 1 ? "true" : line.filled(parts[1]));
            } else if (word.startsWith("-P")) {
                line.profiles.addAll(List.of(word.substring(2).split(",")));
            } else if (word.startsWith("-")) {
                line.require(SWITCHES.contains(word), "a switch that no other line uses: " + word);
            } else {
                line.goals.add(word);
            }
        }
        return line;
    }

    /** What is wrong with a whole line; empty if nothing is. */
    List<String> problems() {
        String pom = read(Path.of("pom.xml"));
        require(!goals.isEmpty(), "no goal");
        goals.forEach(goal -> require(
                PHASES.contains(goal)
                        || (GOALS.containsKey(goal)
                                && pom.contains("<artifactId>" + GOALS.get(goal) + "</artifactId>")),
                "no such goal: " + goal));
        for (String profile : profiles) {
            require(
                    Pattern.compile("<profile>\\s*<id>" + Pattern.quote(profile) + "</id>")
                            .matcher(pom)
                            .find(),
                    "no such profile: " + profile);
        }
        boolean benchmark = properties.keySet().stream().anyMatch(name -> name.startsWith("bench."));
        require(!benchmark || profiles.contains("benchmark"), "bench.* without the profile benchmark");
        require(properties.containsKey("exec.args") == goals.contains("exec:java"), "exec.args and exec:java");
        checkProperties();
        return wrong;
    }

    /** What is wrong with options that stand alone in a text. */
    List<String> problemsOfOptions() {
        require(goals.isEmpty() && profiles.isEmpty(), "options and goals");
        checkProperties();
        return wrong;
    }

    /** What {@code exec:java} hands to our command line; empty where it runs nothing. */
    Optional<List<String>> arguments() {
        return Optional.ofNullable(properties.get("exec.args")).map(Documents::words);
    }

    private void checkProperties() {
        wrong.addAll(RunOptions.unknownProperties(properties.keySet()));
        properties.forEach((name, value) -> {
            if (name.equals("test") || name.equals("it.test")) {
                Stream.of(value.split(",")).forEach(this::checkClass);
            } else if (!name.startsWith("bench.") && !name.equals("exec.args")) {
                require(isRead(name), "nothing reads the property " + name);
            }
        });
        if (wrong.isEmpty()) {
            checkRun();
        }
    }

    /** As the run itself reads them, with the config that it would take. */
    private void checkRun() {
        try {
            RunOptions options = RunOptions.from(properties::get);
            Path file = options.config() != null
                    ? options.config()
                    : Path.of("config", options.server() == Kind.EMBEDDED ? "embedded.yaml" : "benchmark.yaml");
            BenchmarkConfig config = options.applyTo(ConfigLoader.load(file, Map.of()));
            require(!config.pairs().isEmpty(), "no pair is left");
            options.scenarios()
                    .forEach(id -> require(
                            ScenarioId.BUILT_IN.contains(id) || id.equals(WORKED_EXAMPLE), "no such scenario: " + id));
            Path script = options.script();
            require(script == null || Files.exists(script), "no such script: " + script);
        } catch (RuntimeException e) {
            wrong.add(String.valueOf(e.getMessage()));
        }
    }

    private void checkClass(String name) {
        String[] nesting = name.split("\\$", 2);
        @Nullable
        Path source = sources()
                .filter(file -> file.endsWith(nesting[0] + ".java"))
                .findFirst()
                .orElse(null);
        require(source != null, "no test class " + nesting[0]);
        if (source != null && nesting.length == 2) {
            require(
                    read(source).contains("class " + nesting[1] + " "),
                    "no class " + nesting[1] + " inside " + nesting[0]);
        }
    }

    /** By a test, or as a switch by the build itself. */
    private static boolean isRead(String property) {
        return read(Path.of("pom.xml")).contains("${" + property + "}")
                || sources().anyMatch(file -> read(file).contains("\"" + property + "\""));
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String filled(String value) {
        String filled = value;
        for (Map.Entry<String, String> placeholder : PLACEHOLDERS.entrySet()) {
            filled = filled.replaceAll(
                    "\\b" + placeholder.getKey() + "$", Objects.requireNonNull(placeholder.getValue()));
        }
        return filled;
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            wrong.add(otherwise);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
