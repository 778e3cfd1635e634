package io.github.mlxgguf.embedded.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The file to which the server appends what really happened, on a thread of its own that delays no answer. */
public final class TruthFile implements AutoCloseable {
    private static final Logger LOG = System.getLogger(TruthFile.class.getName());
    private static final int CLOSE_SECONDS = 2;

    private final Path path;
    private final OutputStream file;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "truth");
        thread.setDaemon(true);
        return thread;
    });

    private int owed;

    private TruthFile(Path path, OutputStream file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Opens the file for appending and makes its directory.
     *
     * @throws IOException if it cannot be written; the message names the file
     */
    public static TruthFile open(Path path) throws IOException {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            return new TruthFile(
                    path, Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new IOException(
                    "The truth file " + path + " cannot be written ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "). Choose a directory that can be written.",
                    e);
        }
    }

    /** Writes the line soon and returns at once. */
    public void append(TruthLine line) {
        append(() -> line);
    }

    /** Makes and writes the line soon and returns at once; lines keep the order of the calls. */
    public void append(Supplier<TruthLine> line) {
        try {
            writer.execute(() -> write(line.get()));
        } catch (RejectedExecutionException e) {
            LOG.log(Level.ERROR, "A line of {0} is lost: the server is closing", path);
        }
    }

    /** Announces that a line may come; closing waits a moment for {@link #settle}. */
    public synchronized void owe() {
        owed++;
    }

    /** The line that was announced is appended, or will never be. */
    public synchronized void settle() {
        owed--;
        notifyAll();
    }

    /** Writes what is still waiting, and returns when it is written. */
    @Override
    public void close() {
        try {
            awaitSettled();
            writer.shutdown();
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(Level.ERROR, "{0} is not complete: the disk is too slow", path);
            }
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "{0} cannot be closed: {1}", path, e);
        }
    }

    private synchronized void awaitSettled() throws InterruptedException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        long left = limit - System.nanoTime();
        while (owed > 0 && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = limit - System.nanoTime();
        }
    }

    private void write(TruthLine line) {
        try {
            file.write(bytes(line));
        } catch (IOException e) {
            LOG.log(Level.ERROR, "A line of {0} is lost: {1}", path, e);
        }
    }

    private static byte[] bytes(TruthLine line) throws JsonProcessingException {
        return (TruthJson.MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
