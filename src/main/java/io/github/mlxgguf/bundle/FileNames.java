package io.github.mlxgguf.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The files of a folder and of the folders in it. */
final class FileNames {
    private FileNames() {}

    /** Names relative to it with a slash between, sorted. */
    static NavigableSet<String> in(Path folder) throws IOException {
        NavigableSet<String> names = new TreeSet<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(path -> !Files.isDirectory(path))
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .forEach(names::add);
        }
        return names;
    }
}
