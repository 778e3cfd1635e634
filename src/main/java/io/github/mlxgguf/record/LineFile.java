package io.github.mlxgguf.record;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An append-only file of lines. A line that a crash or a full disk cut off is ended before the next one begins, so that it
 * costs only itself. Not thread-safe.
 */
final class LineFile implements AutoCloseable {
    private final Path file;
    private final FileOutputStream out;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private boolean torn;
    private boolean closed;

    private LineFile(Path file, FileOutputStream out, boolean torn) {
        this.file = file;
        this.out = out;
        this.torn = torn;
    }

    static LineFile open(Path file) {
        try {
            boolean torn = endsInsideALine(file);
            // Not a channel: an interrupt of the writing thread would close it for everyone.
            return new LineFile(file, new FileOutputStream(file.toFile(), true), torn);
        } catch (IOException e) {
            throw new ResultsException("cannot write " + file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /** Keeps a line for the next {@link #flush()}. */
    void append(String line) {
        if (closed) {
            throw new IllegalStateException(file + " is closed; nothing more can be written");
        }
        pending.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        pending.write('\n');
    }

    /** Hands all kept lines to the operating system in one write; they survive the end of this process. */
    void flush() {
        if (pending.size() == 0) {
            return;
        }
        try {
            if (torn) {
                out.write('\n');
            }
            // Until the write returns, any part of it may be in the file.
            torn = true;
            out.write(pending.toByteArray());
            torn = false;
        } catch (IOException e) {
            throw new ResultsException("cannot write " + file.toAbsolutePath() + ": " + e.getMessage(), e);
        } finally {
            pending.reset();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            flush();
        } catch (IOException e) {
            throw new ResultsException("cannot close " + file.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    private static boolean endsInsideALine(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return false;
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            bytes.seek(bytes.length() - 1);
            return bytes.read() != '\n';
        }
    }
}
