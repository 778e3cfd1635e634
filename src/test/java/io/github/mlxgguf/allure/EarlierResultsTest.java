package io.github.mlxgguf.allure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierResultsTest {
    private static final Instant SESSION_START = Instant.parse("2026-11-20T10:00:00Z");

    private Path results;
    private Path target;

    @BeforeEach
    void makeFolders(@TempDir Path folder) throws IOException {
        results = Files.createDirectory(folder.resolve("allure-results"));
        target = folder.resolve("results/allure-earlier/20261120-110000");
    }

    @Test
    void whatAllureWroteGoesAndWhatWeDoNotKnowStays() throws IOException {
        write("a-result.json", "b-container.json", "c-attachment.jsonl", "d-attachment", "environment.properties");
        write(".gitkeep", "executor.json", "categories.json", "notes.txt");
        Files.createDirectory(results.resolve("history"));

        assertThat(EarlierResults.moveAway(results, target, SESSION_START)).isEqualTo(5);
        assertThat(names(results))
                .containsExactlyInAnyOrder(".gitkeep", "executor.json", "categories.json", "notes.txt", "history");
        assertThat(names(target))
                .containsExactlyInAnyOrder(
                        "a-result.json",
                        "b-container.json",
                        "c-attachment.jsonl",
                        "d-attachment",
                        "environment.properties");
        assertThat(target.resolve("a-result.json")).hasContent("a-result.json");
    }

    @Test
    void whatThisSessionWroteStays() throws IOException {
        write("a-result.json", "b-result.json");
        Files.setLastModifiedTime(results.resolve("b-result.json"), FileTime.from(SESSION_START));

        assertThat(EarlierResults.moveAway(results, target, SESSION_START)).isEqualTo(1);
        assertThat(names(results)).containsExactly("b-result.json");
    }

    @Test
    void nothingIsEverOverwritten() throws IOException {
        write("a-result.json");
        EarlierResults.moveAway(results, target, SESSION_START);
        write("a-result.json");
        EarlierResults.moveAway(results, target, SESSION_START);

        assertThat(names(target)).containsExactly("a-result.json");
        assertThat(names(target.resolveSibling("20261120-110000-2"))).containsExactly("a-result.json");
    }

    @Test
    void noFolderIsMadeForNothing() throws IOException {
        write(".gitkeep");

        assertThat(EarlierResults.moveAway(results, target, SESSION_START)).isZero();
        assertThat(EarlierResults.moveAway(results.resolve("absent"), target, SESSION_START))
                .isZero();
        assertThat(target.getParent()).doesNotExist();
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = Files.writeString(results.resolve(name), name);
            Files.setLastModifiedTime(file, FileTime.from(SESSION_START.minusSeconds(1)));
        }
    }

    private static String[] names(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? new String[0] : names;
    }
}
