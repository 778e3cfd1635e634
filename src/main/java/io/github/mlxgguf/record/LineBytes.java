package io.github.mlxgguf.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Cuts a file into lines without making a text of each: at LF, at CR, and at both together, as {@link java.io.BufferedReader} does. */
final class LineBytes {
    private static final int BLOCK_BYTES = 1 << 16;

    private final LineConsumer consumer;
    private byte[] buffer = new byte[BLOCK_BYTES];
    private int number;
    private boolean afterCr;

    private LineBytes(LineConsumer consumer) {
        this.consumer = consumer;
    }

    /** Told each line, blank ones too, with its number from 1; the bytes are its own only until it returns. */
    @FunctionalInterface
    interface LineConsumer {
        void accept(int number, byte[] text, int offset, int length);
    }

    /** Streams the lines of a file. */
    static void forEach(Path file, LineConsumer consumer) {
        try (InputStream in = Files.newInputStream(file)) {
            new LineBytes(consumer).read(in);
        } catch (IOException e) {
            throw new ResultsException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private void read(InputStream in) throws IOException {
        int kept = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer, kept, buffer.length - kept)) {
            int end = kept + read;
            int start = lines(kept, end);
            kept = end - start;
            if (kept == buffer.length) {
                buffer = Arrays.copyOf(buffer, 2 * buffer.length);
            } else {
                System.arraycopy(buffer, start, buffer, 0, kept);
            }
        }
        if (kept > 0) {
            line(0, kept);
        }
    }

    /**
     * Hands on the lines that end in a part of the buffer; the first of them begins at 0.
     *
     * @return where the first line begins that does not end
     */
    private int lines(int from, int end) {
        int start = 0;
        for (int i = from; i < end; i++) {
            byte c = buffer[i];
            if (c > '\r') {
                continue;
            }
            if (c == '\n' && afterCr && i == start) {
                start++;
                afterCr = false;
            } else if (c == '\n' || c == '\r') {
                line(start, i - start);
                start = i + 1;
                afterCr = c == '\r';
            }
        }
        return start;
    }

    private void line(int start, int length) {
        number++;
        consumer.accept(number, buffer, start, length);
    }
}
