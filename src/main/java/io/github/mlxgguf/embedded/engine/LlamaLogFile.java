package io.github.mlxgguf.embedded.engine;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Follows the file that holds what llama.cpp printed on standard error.
 *
 * <p>A thread of llama.cpp's own prints, and another process copies, so a line comes a moment after the event.
 */
final class LlamaLogFile implements Closeable {
    /** Short against any token, long against a look into the file. */
    private static final long POLL_NS = 200_000;

    private final LlamaLog log = new LlamaLog();
    private final RandomAccessFile file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[8192];

    LlamaLogFile(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    /**
     * Waits until the log gives an answer.
     *
     * @return the answer, or null if the limit has passed or the thread was interrupted
     */
    <T> @Nullable T await(Function<LlamaLog, @Nullable T> question, Duration limit) throws IOException {
        long start = System.nanoTime();
        while (true) {
            T answer = ask(question);
            if (answer != null
                    || System.nanoTime() - start > limit.toNanos()
                    || Thread.currentThread().isInterrupted()) {
                return answer;
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    synchronized <T> @Nullable T ask(Function<LlamaLog, @Nullable T> question) throws IOException {
        readNew();
        return question.apply(log);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private void readNew() throws IOException {
        int count = file.read(buffer);
        while (count > 0) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n') {
                    log.accept(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else {
                    line.write(buffer[i]);
                }
            }
            count = file.read(buffer);
        }
    }
}
