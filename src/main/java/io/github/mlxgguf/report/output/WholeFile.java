package io.github.mlxgguf.report.output;

import io.github.mlxgguf.record.ResultsException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that a reader finds the old one or the new one, never half of it. */
public final class WholeFile {
    private WholeFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes it into an open stream, which the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Replaces a file of a results folder.
     *
     * @throws ResultsException if the folder cannot be written to
     */
    public static void replace(Path file, String text) {
        replace(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Replaces a file of a results folder, or of a folder in it, by what is too much to be held in memory.
     *
     * @throws ResultsException if the folder cannot be written to
     */
    public static void replace(Path file, Content content) {
        Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            try {
                try (OutputStream out = Files.newOutputStream(unfinished)) {
                    content.writeTo(out);
                }
                move(unfinished, file);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot write " + file + ": " + e.getClass().getSimpleName() + " " + e.getMessage()
                            + ". Make the folder writable and run `report` on it again.",
                    e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
