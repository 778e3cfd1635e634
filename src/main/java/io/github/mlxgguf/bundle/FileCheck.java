package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.Problem;
import io.github.mlxgguf.record.SchemaValidator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A file held to the file contract, where a last line that a crash cut off is no fault of the evidence.
 *
 * @param problems all others
 * @param torn the last line was cut off
 */
record FileCheck(List<Problem> problems, boolean torn) {
    /** Copies the list. */
    FileCheck {
        problems = List.copyOf(problems);
    }

    /** Checks records or samples. */
    static FileCheck ofLines(Path file) throws IOException {
        List<Problem> found = SchemaValidator.validateFile(file);
        int last = found.isEmpty() ? 0 : linesIfCutOff(file);
        List<Problem> others = found.stream()
                .filter(problem -> last == 0 || problem.line() != last)
                .toList();
        return new FileCheck(others, others.size() < found.size());
    }

    /** Number of the last line if nothing ends it: whoever writes a line ends it in the same breath. 0 if it is ended. */
    private static int linesIfCutOff(Path file) throws IOException {
        int lines = 1;
        byte last = '\n';
        byte[] block = new byte[1 << 16];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            for (int read = in.read(block); read > 0; read = in.read(block)) {
                for (int i = 0; i < read; i++) {
                    lines += block[i] == '\n' ? 1 : 0;
                }
                last = block[read - 1];
            }
        }
        return last == '\n' ? 0 : lines;
    }
}
