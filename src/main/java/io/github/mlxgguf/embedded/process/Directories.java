package io.github.mlxgguf.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that live as long as a process. */
public final class Directories {
    private Directories() {}

    /** Deletes a directory with all in it, as far as that is possible. */
    public static void deleteQuietly(Path directory) {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) { // the walk throws unchecked if a file goes while it walks
            // left for the cleaner of the temporary directory
        }
    }
}
