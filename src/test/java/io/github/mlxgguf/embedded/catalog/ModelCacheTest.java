package io.github.mlxgguf.embedded.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {
    private static final CatalogModel MODEL = EmbeddedCatalog.TINY.models().get(1);

    @Test
    void aModelIsMadeOnceAndKept(@TempDir Path directory) throws IOException {
        ModelCache cache = new ModelCache(directory.resolve("new"));
        assertThat(cache.has(MODEL)).isFalse();

        cache.ensure(List.of(MODEL));
        Object made = Files.readAttributes(cache.fileOf(MODEL), "unix:ino").get("ino");
        cache.ensure(List.of(MODEL));

        assertThat(cache.fileOf(MODEL)).hasSize(MODEL.sizeBytes());
        assertThat(Files.readAttributes(cache.fileOf(MODEL), "unix:ino")).containsEntry("ino", made);
    }

    @Test
    void aFileOfTheWrongSizeIsMadeAnew(@TempDir Path directory) throws IOException {
        ModelCache cache = new ModelCache(directory);
        Files.write(cache.fileOf(MODEL), new byte[100]);
        assertThat(cache.has(MODEL)).isFalse();

        cache.ensure(List.of(MODEL));

        assertThat(cache.has(MODEL)).isTrue();
    }

    @Test
    void makersAtTheSameTimeLeaveOneWholeFileAndNothingElse(@TempDir Path directory) throws Exception {
        ModelCache cache = new ModelCache(directory);
        Callable<Boolean> maker = () -> {
            cache.ensure(List.of(MODEL));
            return cache.has(MODEL);
        };
        ExecutorService makers = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> result : makers.invokeAll(List.of(maker, maker, maker, maker))) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            makers.shutdownNow();
        }

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(cache.fileOf(MODEL));
        }
    }

    @Test
    void whereNothingCanBeWrittenTheMessageNamesTheCure(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> new ModelCache(file).ensure(List.of(MODEL)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Could not make the model embedded/gibberish-tiny@q8_0 (1 MB) in " + file)
                .hasMessageEndingWith("Make room there, or name another directory with -Dbench.modelCache=DIR.");
    }

    @Test
    void theNameOfAFileTellsItsRecipe(@TempDir Path directory) {
        assertThat(new ModelCache(directory).fileOf(MODEL).getFileName())
                .hasToString("gibberish-tiny-g2-s42-v768-d128-f256-l2-h4-k2-c2048.Q8_0.gguf");
    }

    @Test
    void theNameOfAFileTellsItsExperts(@TempDir Path directory) {
        CatalogModel mixture = EmbeddedCatalog.TINY.models().get(3);

        assertThat(new ModelCache(directory).fileOf(mixture).getFileName())
                .hasToString("gibberish-moe-tiny-g2-s42-v768-d128-f128-l2-h4-k2-c2048-e8-u2.Q8_0.gguf");
    }
}
