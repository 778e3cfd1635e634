package io.github.mlxgguf.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Explains why there is no file to read, and what there is instead. */
final class MissingFile {
    private MissingFile() {}

    static String explain(Path file) {
        if (Files.isDirectory(file)) {
            return file + ": found a folder; allowed: a YAML file. " + contents(file);
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return file + ": not found, nor is its folder " + folder + ".";
        }
        List<String> names = yamlFiles(folder);
        String missing = file + ": not found. " + contents(folder);
        Path name = file.getFileName();
        return name == null ? missing : missing + Suggestion.sentence(name.toString(), names);
    }

    private static String contents(Path folder) {
        List<String> names = yamlFiles(folder);
        String list = names.isEmpty() ? "no YAML file" : String.join(", ", names);
        return "The folder " + folder + " has " + list + ".";
    }

    private static List<String> yamlFiles(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName)
                    .map(String::valueOf)
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
