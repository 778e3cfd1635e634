package io.github.mlxgguf.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Collects all that is wrong with one file, so that it can be mended in one go. */
final class Problems {
    private record Problem(int line, int column, String text) {}

    private final String source;
    private final List<Problem> found = new ArrayList<>();

    /**
     * An empty list.
     *
     * @param source the file's name as it shall stand before every line number
     */
    Problems(String source) {
        this.source = source;
    }

    /**
     * Adds one.
     *
     * @param path the key's path, for example {@code pairs[0].architecture}; empty for the whole file
     * @param text what was found and what is allowed
     */
    void add(Mark where, String path, String text) {
        // Marks count from 0; editors count from 1.
        found.add(new Problem(where.getLine() + 1, where.getColumn() + 1, path.isEmpty() ? text : path + ": " + text));
    }

    /** File, line and column as they stand before a problem that is found after the file was read. */
    String place(Mark where) {
        return place(where.getLine() + 1, where.getColumn() + 1);
    }

    private String place(int line, int column) {
        return source + ":" + line + ":" + column + ": ";
    }

    int count() {
        return found.size();
    }

    void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        List<String> sentences = found.stream()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .map(problem -> place(problem.line(), problem.column()) + problem.text())
                // An aliased node is read, and wrong, more than once.
                .distinct()
                .toList();
        throw new ConfigException("The configuration", sentences);
    }
}
