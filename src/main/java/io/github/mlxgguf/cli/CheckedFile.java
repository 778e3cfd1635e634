package io.github.mlxgguf.cli;

import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.ResultsException;
import io.github.mlxgguf.record.ResultsFolder;
import io.github.mlxgguf.record.RunReader;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code validate} found in one file.
 *
 * @param file as it was named, or as it lies in the folder that was named
 * @param lines of it
 * @param problems empty if it is ok
 * @param usable false if it is none of our files or of another schema version; its one problem says which
 */
record CheckedFile(Path file, int lines, List<Problem> problems, boolean usable) {
    /**
     * Checks a file.
     *
     * @param inFolder whether its folder was named, so that samples are held to the records beside them
     * @throws ResultsException if there is no such file, or its name tells of no schema
     */
    static CheckedFile of(Path file, boolean inFolder) {
        int lines = Files.isRegularFile(file) ? lines(file) : 0;
        if (!file.endsWith(ResultsFolder.RECORDS) || lines == 0) {
            return new CheckedFile(file, lines, inFolder ? beside(file) : SchemaValidator.validateFile(file), true);
        }
        try {
            return new CheckedFile(file, lines, SchemaValidator.validateFile(file), true);
        } catch (ResultsException notOurs) {
            return new CheckedFile(file, lines, List.of(new Problem(0, String.valueOf(notOurs.getMessage()))), false);
        }
    }

    private static List<Problem> beside(Path file) {
        if (file.endsWith(ResultsFolder.SAMPLES)) {
            ResultsFolder folder = ResultsFolder.resolve(file.toAbsolutePath().resolveSibling("."));
            if (Files.isRegularFile(folder.records()) && isReadable(folder)) {
                return SchemaValidator.validateSamplesOf(folder);
            }
        }
        return SchemaValidator.validateFile(file);
    }

    /** Records that cannot be read have a line of their own in the answer. */
    private static boolean isReadable(ResultsFolder folder) {
        try {
            RunReader.read(folder.path());
            return true;
        } catch (ResultsException saidBefore) {
            return false;
        }
    }

    /** Line feeds, plus one for a last line without; counted as bytes, so that torn text is no obstacle. */
    private static int lines(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] block = new byte[1 << 16];
            int lines = 0;
            byte last = '\n';
            for (int read = in.read(block); read > 0; read = in.read(block)) {
                for (int i = 0; i < read; i++) {
                    lines += block[i] == '\n' ? 1 : 0;
                }
                last = block[read - 1];
            }
            return last == '\n' ? lines : lines + 1;
        } catch (IOException e) {
            throw new ResultsException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
