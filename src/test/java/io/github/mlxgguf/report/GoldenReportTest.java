package io.github.mlxgguf.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.record.SchemaValidator;
import io.github.mlxgguf.report.GoldenRuns.GoldenRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole reports, word for word, under three locales. After a change of words that is meant, write them anew and read the
 * difference in version control: {@code mvn test -Dtest=GoldenReportTest -Dgolden.update=true}.
 */
class GoldenReportTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "io", "github", "mlxgguf", "report", "golden");
    private static final List<String> FILES = List.of("report.md", "report.txt", "summary.json");
    private static final List<Locale> LOCALES =
            List.of(Locale.ROOT, Locale.forLanguageTag("en-US"), Locale.forLanguageTag("de-DE"));
    private static final boolean UPDATE = Boolean.getBoolean("golden.update");

    private final Locale usual = Locale.getDefault();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static Stream<Arguments> runsAndLocales() {
        return GoldenRuns.all().flatMap(run -> LOCALES.stream().map(locale -> Arguments.of(run, locale)));
    }

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(usual);
    }

    @ParameterizedTest(name = "{0} under {1}")
    @MethodSource("runsAndLocales")
    void theReportIsTheSealedOne(GoldenRun run, Locale locale) throws IOException {
        Locale.setDefault(locale);
        Path written = write(run);
        Path golden = GOLDEN.resolve(run.id());
        if (UPDATE) {
            Files.createDirectories(golden);
            for (String name : FILES) {
                Files.copy(written.resolve(name), golden.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }

        for (String name : FILES) {
            assertThat(written.resolve(name))
                    .as("%s of %s; see the Javadoc of this test if the change is meant", name, run.id())
                    .usingCharset(StandardCharsets.UTF_8)
                    .hasSameTextualContentAs(golden.resolve(name), StandardCharsets.UTF_8);
        }
        assertThat(SchemaValidator.validateFile(written.resolve("summary.json")))
                .isEmpty();
        assertThat(SchemaValidator.validateFile(written.resolve("records.jsonl")))
                .isEmpty();
    }

    /** A sealed report that no run makes any more would never fail. */
    @Test
    void everySealedReportHasItsRun() throws IOException {
        try (Stream<Path> folders = Files.list(GOLDEN)) {
            assertThat(folders.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            GoldenRuns.all().map(GoldenRun::id).toList());
        }
    }

    private Path write(GoldenRun run) throws IOException {
        Files.writeString(folder.resolve("records.jsonl"), run.records(), StandardCharsets.UTF_8);
        Path written = ReportWriter.write(folder).folder();
        String html = Files.readString(written.resolve("report.html"), StandardCharsets.UTF_8);
        Files.writeString(written.resolve("report.txt"), HtmlText.of(html), StandardCharsets.UTF_8);
        return written;
    }
}
