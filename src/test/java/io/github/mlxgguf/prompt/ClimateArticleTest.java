package io.github.mlxgguf.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mlxgguf.config.Defaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document that ships with the suite. */
class ClimateArticleTest {
    private static final Path FILE = Path.of("config").resolve(Defaults.CONTEXT_STRESS_DOCUMENT);

    @Test
    void itIsLongEnoughForEveryPlannedSize() {
        assertThat(Document.read(FILE).largestTokens()).isBetween(8_000, 12_000);
    }

    @Test
    void itIsCleanText() throws IOException {
        List<String> lines = Files.readAllLines(FILE);

        assertThat(lines).allSatisfy(line -> assertThat(line)
                .matches("[\\x20-\\x7E]*")
                .hasSizeLessThanOrEqualTo(100)
                .doesNotContain("  ", "TODO", "TARVIK")
                .isEqualTo(line.strip()));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("#"))
                .hasSizeGreaterThan(10)
                .doesNotHaveDuplicates();
        assertThat(lines).filteredOn(line -> line.length() > 60).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 512, 1_000, 1_024, 2_000, 4_000, 8_000})
    void everySizeIsMetToWithinASentence(int tokens) {
        Document document = Document.read(FILE);
        String cut = document.cut(tokens);

        assertThat(cut.length() / Document.CHARACTERS_PER_TOKEN).isBetween(tokens - 70.0, (double) tokens);
        assertThat(cut).endsWith(".").startsWith("# A Changing Climate\n");
        assertThat(Document.read(FILE).summarise(tokens).text())
                .isEqualTo(document.summarise(tokens).text());
    }
}
