package io.github.mlxgguf.embedded.worker;

import io.github.mlxgguf.embedded.process.Directories;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file to which everything goes that engines print: evidence, never read by the server. */
public final class EngineLog {
    private final OutputStream file;

    /**
     * Opens the file for appending and makes its directory.
     *
     * @throws IOException if it cannot be written
     */
    public EngineLog(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        this.file = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Copies bytes as they come, here and into a file of the engine's own, which is deleted when the stream ends. */
    void drain(InputStream from, Path copy) {
        byte[] buffer = new byte[8192];
        try (OutputStream own = Files.newOutputStream(copy)) {
            int count = from.read(buffer);
            while (count >= 0) {
                own.write(buffer, 0, count);
                append(buffer, count);
                count = from.read(buffer);
            }
        } catch (IOException e) {
            // the process was killed; what it had said is written
        } finally {
            Directories.deleteQuietly(copy);
        }
    }

    /** A line that an engine printed where only messages should be. */
    void line(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        append(bytes, bytes.length);
    }

    private synchronized void append(byte[] bytes, int count) {
        try {
            file.write(bytes, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
