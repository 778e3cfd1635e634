package io.github.mlxgguf.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Follows a file that grows by lines: each look gives the lines that are whole by now and were not before. */
final class LineTail {
    private static final int BLOCK_BYTES = 1 << 16;

    private final Path file;
    private long offset;

    LineTail(Path file) {
        this.file = file;
    }

    /**
     * Hands on each whole line that came since the last look; none while there is no such file.
     *
     * @throws IOException if it cannot be read; the next look goes on after the last line that was handed on
     */
    void read(Consumer<String> lines) throws IOException {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            // What comes while we read is for the next look, so that this one has an end.
            long left = in.length() - offset;
            in.seek(offset);
            byte[] block = new byte[BLOCK_BYTES];
            ByteArrayOutputStream begun = new ByteArrayOutputStream();
            while (left > 0) {
                int read = in.read(block, 0, (int) Math.min(block.length, left));
                if (read < 0) {
                    return;
                }
                left -= read;
                split(block, read, begun, lines);
            }
        }
    }

    private void split(byte[] block, int length, ByteArrayOutputStream begun, Consumer<String> lines) {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (block[i] == '\n') {
                begun.write(block, start, i - start);
                offset += begun.size() + 1;
                start = i + 1;
                String line = begun.toString(StandardCharsets.UTF_8);
                begun.reset();
                lines.accept(line);
            }
        }
        begun.write(block, start, length - start);
    }
}
