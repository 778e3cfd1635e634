package io.github.mlxgguf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.analysis.evidence.Figure;
import io.github.mlxgguf.config.BenchmarkConfig;
import io.github.mlxgguf.config.ConfigLoader;
import io.github.mlxgguf.config.ExpectationMetric;
import io.github.mlxgguf.config.RunOptions;
import io.github.mlxgguf.config.ScenarioId;
import io.github.mlxgguf.embedded.script.FaultKind;
import io.github.mlxgguf.record.Flag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents name nothing that does not exist: options, config blocks, scenarios, flags, fields, files, headings, packages. */
class DocumentationTest {
    private static final Path HANDBOOK = Path.of("TESTING.md");
    private static final Pattern YAML = Pattern.compile("```yaml\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern IMAGE = Pattern.compile("!\\[([^]]*)]\\(([^)]+)\\)\\R\\R(\\*[^*]+\\*)");
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int LARGEST_IMAGE_BYTES = 300_000;
    private static final Pattern OPTION = Pattern.compile("(?<!gguf-)bench\\.[A-Za-z]+(?:\\.[A-Za-z]+)*");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]*))?\\)");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```.*?^```$");

    /** A file beside the results, which looks like an option. */
    private static final String LOG = "bench.log";

    /** Words of macOS and of LM Studio. */
    private static final Set<String> FOREIGN =
            Set.of("phys_footprint", "prompt_processing", "proc_pid_rusage", "vm_stat");

    @Test
    void everyBlockOfYamlIsAConfig() {
        List<String> blocks = found(YAML, HANDBOOK, 1);

        assertThat(blocks).hasSizeGreaterThanOrEqualTo(5).allSatisfy(block -> {
            BenchmarkConfig config = ConfigLoader.load(block, "a block", Map.of());
            assertThat(config.scenarios().custom().keySet())
                    .as("scenarios that are not the suite's")
                    .isSubsetOf(new ScenarioId("first-words"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "TESTING.md", "docs/METHODOLOGY.md", "docs/ARCHITECTURE.md"})
    void everyOptionExists(String document) {
        Set<String> options = new TreeSet<>(found(OPTION, Path.of(document), 0));
        options.remove(LOG);

        assertThat(RunOptions.unknownProperties(options)).isEmpty();
    }

    @Test
    void everyOptionStandsInTheHandbook() {
        String allowed = RunOptions.unknownProperties(Set.of("bench.nothing")).get(0);

        assertThat(found(OPTION, HANDBOOK, 0))
                .containsAll(OPTION.matcher(allowed)
                        .results()
                        .map(MatchResult::group)
                        .filter(option -> !option.equals("bench.nothing"))
                        .toList());
    }

    @Test
    void everyScenarioHasARowAndNothingElseHas() {
        String section = section("## Scenarios", "### What each can tell");

        assertThat(Pattern.compile("(?m)^\\| `([a-z-]+)`")
                        .matcher(section)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        ScenarioId.BUILT_IN.stream().map(ScenarioId::id).toList());
    }

    @Test
    void everyExpectationHasAPlace() {
        String section = section("### Expectations", "## Reading a result");

        assertThat(Arrays.stream(ExpectationMetric.values()).map(metric -> "`" + metric.id() + "`"))
                .allSatisfy(metric -> assertThat(section).contains(metric));
    }

    /** Words with an underscore are flags, config keys, record fields, doubts or kinds of failure; each of them stands somewhere else too. */
    @ParameterizedTest
    @ValueSource(strings = {"README.md", "TESTING.md", "docs/METHODOLOGY.md", "docs/ARCHITECTURE.md"})
    void everyFlagKeyAndFieldExists(String document) {
        Set<String> known = new LinkedHashSet<>(FOREIGN);
        Arrays.stream(Flag.values()).map(Flag::id).forEach(known::add);
        Arrays.stream(Figure.values()).map(Figure::id).forEach(known::add);
        Arrays.stream(FaultKind.values())
                .map(fault -> fault.name().toLowerCase(Locale.ROOT))
                .forEach(known::add);
        Arrays.stream(ExpectationMetric.values()).map(ExpectationMetric::id).forEach(known::add);
        Pattern word = Pattern.compile("[a-z0-9]+(?:_[a-z0-9]+)+");
        for (String file : List.of(
                "config/benchmark.yaml",
                "config/simulated.yaml",
                "config/schemas/record.schema.json",
                "config/schemas/sample.schema.json",
                "config/schemas/summary.schema.json",
                "src/main/java/io/github/mlxgguf/analysis/certificate/BuildDoubt.java",
                "src/main/java/io/github/mlxgguf/analysis/certificate/ConfigDoubt.java",
                "src/main/java/io/github/mlxgguf/analysis/certificate/RequestDoubt.java",
                "src/main/java/io/github/mlxgguf/server/ServerFailure.java",
                "src/main/java/io/github/mlxgguf/allure/EnvironmentFile.java",
                "src/main/java/io/github/mlxgguf/config/CooldownReader.java")) {
            known.addAll(found(word, Path.of(file), 0));
        }

        List<String> named = found(CODE, Path.of(document), 1).stream()
                .flatMap(code -> word.matcher(code).results().map(MatchResult::group))
                .toList();

        assertThat(new TreeSet<>(named)).isSubsetOf(known);
    }

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(
                    Stream.of(Path.of("README.md"), HANDBOOK),
                    docs.filter(file -> file.toString().endsWith(".md")).toList().stream());
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyLinkLeadsSomewhere(Path file) {
        LINK.matcher(withoutBlocks(read(file))).results().forEach(link -> {
            Path target = link.group(1).isEmpty()
                    ? file
                    : file.resolveSibling(link.group(1)).normalize();
            assertThat(target).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as(link.group()).contains(link.group(2));
            }
        });
    }

    /** Pictures look like results: each says in its alternative text and below it that it shows none. */
    @Test
    void everyPictureIsSmallShownAndSaidToBeSimulated() throws IOException {
        Set<Path> shown = new LinkedHashSet<>();
        for (Path document : List.of(Path.of("README.md"), HANDBOOK)) {
            String text = read(document);
            List<MatchResult> images = IMAGE.matcher(text).results().toList();
            assertThat(images).as("pictures with a caption in " + document).isNotEmpty();
            assertThat(text.split("!\\[", -1)).as("pictures in " + document).hasSize(images.size() + 1);
            for (MatchResult image : images) {
                shown.add(Path.of(image.group(2)));
                assertThat(image.group(1)).contains("simulated");
                assertThat(image.group(3)).contains("simulated", "invented", "`.ci/screenshots`");
            }
        }
        try (Stream<Path> pictures = Files.list(Path.of("docs", "images"))) {
            assertThat(pictures).containsExactlyInAnyOrderElementsOf(shown).allSatisfy(picture -> {
                byte[] bytes = Files.readAllBytes(picture);
                assertThat(bytes).startsWith(PNG).hasSizeLessThanOrEqualTo(LARGEST_IMAGE_BYTES);
            });
        }
    }

    @Test
    void everyPackageHasARoom() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("src/main/java/io/github/mlxgguf"))) {
            List<String> packages = folders.filter(Files::isDirectory)
                    .map(folder -> "| `" + folder.getFileName() + "` |")
                    .toList();
            assertThat(packages).hasSizeGreaterThan(10);
            assertThat(read(Path.of("docs/ARCHITECTURE.md"))).contains(packages);
        }
    }

    private static String section(String from, String to) {
        String text = read(HANDBOOK);
        assertThat(text).contains(from + "\n", to);
        return text.substring(text.indexOf(from + "\n"), text.indexOf(to));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path file) {
        return withoutBlocks(read(file))
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String withoutBlocks(String text) {
        return BLOCK.matcher(text).replaceAll("");
    }

    private static List<String> found(Pattern pattern, Path file, int group) {
        return pattern.matcher(read(file))
                .results()
                .map(match -> match.group(group))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
