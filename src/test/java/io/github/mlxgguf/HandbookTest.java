package io.github.mlxgguf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigException;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.record.Flag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The handbook's tables are whole: every key of the config with its true default, every flag, every kind of failure. */
class HandbookTest {
    private static final Path HANDBOOK = Path.of("TESTING.md");
    private static final Path FAILURES = Path.of("src/main/java/io/github/mlxgguf/server/ServerFailure.java");

    /** A key that no section has, so that the reader names those that it knows. */
    private static final String PROBE = "ZZZZ_NO_SUCH_KEY";

    private static final Pattern UNKNOWN = Pattern.compile(PROBE + ": unknown key; allowed: ([^.]*)\\.");
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9_.\\[\\]-]+)` \\| (.*?) \\|.*\\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");
    private static final Pattern SYMPTOM = Pattern.compile("^\\| (.*?) \\|");
    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");
    /** What differs from case to case: dots, a number, a name in brackets. */
    private static final Pattern PARTS = Pattern.compile("\\s*\\(?…\\)?\\s*|\\s?\\d+$|\\s\\d+\\s");

    private static final Set<String> OF_LM_STUDIO =
            Set.of("Model loading was stopped due to insufficient system resources");

    private static final Pattern KIND = Pattern.compile("super\\(\"([a-z_]+)\"");

    /** Lists, whose entries have keys; with as much as an entry must have. */
    private static final Map<String, String> ENTRIES = Map.of(
            "pairs",
                    "name: x, architecture: dense, gguf: {model: m, quantization: Q8_0}, mlx: {model: n, quantization: 8bit}",
            "deployment", "name: x, memory_budget_gb: 1");

    private static final Map<String, List<String>> ALTERNATIVES =
            Map.of("pairs[]", List.of("gguf: {}, mlx: {}, ", "baseline: {}, candidate: {}, "));

    /** Has the same keys as the other one, and one table for both. */
    private static final Set<String> TWINS = Set.of("pairs[].mlx", "pairs[].candidate");

    @Test
    void everyKeyOfTheConfigHasARowAndEveryRowIsAKey() throws IOException {
        assertThat(new TreeSet<>(rows().keySet())).isEqualTo(keys("", new TreeSet<>()));
    }

    /** A config with nothing but a key and the default that is written here is the config with nothing in it. */
    @Test
    void everyDefaultIsTheTrueOne() throws IOException {
        Map<String, String> rows = rows();
        int checked = 0;
        for (Map.Entry<String, String> row : rows.entrySet()) {
            Matcher value = CODE.matcher(row.getValue());
            if (value.matches() && !row.getKey().equals("server.api_token")) {
                checked++;
                assertThat(withoutDigest(config(row.getKey(), value.group(1))))
                        .as("%s: %s", row.getKey(), value.group(1))
                        .isEqualTo(withoutDigest(config(row.getKey(), null)));
            }
        }
        assertThat(checked).as("defaults that are values").isGreaterThan(40);
    }

    @Test
    void everyFlagHasItsRow() throws IOException {
        String rows = Arrays.stream(Flag.values())
                .map(flag -> "| `" + flag.id() + "` | " + flag.meaning() + " | " + flag.threshold() + " | "
                        + flag.remedy() + " |\n")
                .reduce("", String::concat);

        assertThat(Files.readString(HANDBOOK))
                .contains("| flag | what it says | raised when | what to do |\n|---|---|---|---|\n" + rows);
    }

    @Test
    void everyKindOfFailureHasItsRow() throws IOException {
        Stream<String> kinds = Stream.concat(
                KIND.matcher(Files.readString(FAILURES))
                        .results()
                        .map(kind -> kind.group(1))
                        .distinct(),
                Stream.of("assertion", "internal"));
        String handbook = Files.readString(HANDBOOK);
        String section =
                handbook.substring(handbook.indexOf("### Kinds of failure"), handbook.indexOf("## Reporting a result"));

        assertThat(FIRST_CELL.matcher(section).results().map(row -> row.group(1)))
                .containsExactlyElementsOf(kinds.toList());
    }

    /** Whoever looks for a message finds it only if it is there word for word; a … stands for what differs from case to case. */
    @Test
    void everyMessageInTheTroubleshootingIsOneOfOurs() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        String section = readme.substring(readme.indexOf("## Troubleshooting"), readme.indexOf("## How it is built"));
        String sources = sources();
        List<String> messages = section.lines()
                .map(SYMPTOM::matcher)
                .filter(Matcher::find)
                .flatMap(row -> CODE.matcher(row.group(1)).results().map(code -> code.group(1)))
                .toList();

        assertThat(messages).hasSizeGreaterThan(30);
        assertThat(messages.stream()
                        .flatMap(message -> Stream.of(PARTS.split(message, 0)))
                        .filter(part -> !OF_LM_STUDIO.contains(part))
                        // A single word stands everywhere; at the start of a text it is ours.
                        .filter(part -> !sources.contains(part.contains(" ") ? part : '"' + part)))
                .isEmpty();
    }

    /** All of our code, with texts that go over several lines put together. */
    private static String sources() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return CONCATENATION.matcher(all).replaceAll("");
    }

    /** The rows of the tables of keys: each key with its cell for the default. */
    private static Map<String, String> rows() throws IOException {
        String handbook = Files.readString(HANDBOOK);
        String section = handbook.substring(handbook.indexOf("## The config\n"), handbook.indexOf("### Deployment\n"));
        Map<String, String> rows = new LinkedHashMap<>();
        section.lines().map(ROW::matcher).filter(Matcher::matches).forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }

    /** What the reader itself names as allowed, section by section. */
    private static Set<String> keys(String path, Set<String> found) {
        for (String key : allowed(path)) {
            String inner = path.isEmpty() ? key : path + "." + key;
            if (TWINS.contains(inner)) {
                continue;
            }
            if (isSameAsElsewhere(inner)) {
                found.add(inner);
                continue;
            }
            String entry = ENTRIES.containsKey(inner) ? inner + "[]" : inner;
            List<String> below = allowed(entry);
            if (below.isEmpty() || inner.equals("run.cooldown") || ENTRIES.containsKey(inner)) {
                found.add(inner);
            }
            if (!below.isEmpty()) {
                keys(entry, found);
            }
        }
        return found;
    }

    /** Expectations have a table of their own. */
    private static boolean isSameAsElsewhere(String path) {
        return path.equals("expect") || path.equals("pairs[].expect");
    }

    /** The keys at a path; empty where a value belongs. A pair has other keys depending on how it names its builds. */
    private static List<String> allowed(String path) {
        return ALTERNATIVES.getOrDefault(path, List.of("")).stream()
                .flatMap(others -> allowed(path, others).stream())
                .distinct()
                .toList();
    }

    private static List<String> allowed(String path, String others) {
        try {
            ConfigLoader.load(nested(path, "{" + others + PROBE + ": 1}"), "probe", Map.of());
            return List.of();
        } catch (ConfigException refused) {
            List<String> keys = new ArrayList<>();
            for (String problem : refused.problems()) {
                Matcher unknown = UNKNOWN.matcher(problem);
                if (unknown.find()) {
                    keys.addAll(List.of(unknown.group(1).split(", ")));
                }
            }
            return keys;
        }
    }

    private static BenchmarkConfig config(String path, @Nullable String value) {
        int list = path.indexOf("[]");
        if (list < 0) {
            return ConfigLoader.load(value == null ? "" : nested(path, value), "x", Map.of());
        }
        String name = path.substring(0, list);
        String entry = ENTRIES.get(name);
        String own = value == null
                ? ""
                : ", " + nested(path.substring(list + 3), value).replaceAll("^\\{|}$", "");
        return ConfigLoader.load(name + ": [{" + entry + own + "}]", "x", Map.of());
    }

    /** A flow map with that value at the path's end; empty where the path is. */
    private static String nested(String path, String value) {
        if (path.isEmpty()) {
            return value;
        }
        int dot = path.indexOf('.');
        String key = dot < 0 ? path : path.substring(0, dot);
        String inner = dot < 0 ? value : nested(path.substring(dot + 1), value);
        return key.endsWith("[]") ? "{" + key.replace("[]", "") + ": [" + inner + "]}" : "{" + key + ": " + inner + "}";
    }

    private static BenchmarkConfig withoutDigest(BenchmarkConfig config) {
        return new BenchmarkConfig(
                "",
                "",
                "",
                config.server(),
                config.pairs(),
                config.discover(),
                config.load(),
                config.run(),
                config.scenarios(),
                config.monitor(),
                config.expect(),
                config.deployment(),
                config.report());
    }
}
