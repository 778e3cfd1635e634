package io.github.mlxgguf.junit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the suite's own log goes during a run: progress on the console, everything in {@code bench.log}.
 *
 * <p>The API token is replaced wherever it would appear.
 */
final class BenchLog implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("io.github.mlxgguf");

    private final @Nullable String secret;
    private final Handler console;
    private final List<LogRecord> early = new ArrayList<>();
    private final Handler buffer = new BufferHandler();
    private @Nullable LogFile file;

    private BenchLog(boolean verbose, @Nullable String secret) {
        this.secret = secret;
        console = new ConsoleHandler();
        console.setLevel(verbose ? Level.FINE : Level.INFO);
        console.setFormatter(new Line(false));
        buffer.setLevel(Level.ALL);
        ROOT.setUseParentHandlers(false);
        ROOT.setLevel(Level.FINE);
        ROOT.addHandler(console);
        ROOT.addHandler(buffer);
    }

    /**
     * Starts to log to the console and keeps the lines for the file.
     *
     * @param secret a text that must not appear, or null
     */
    static BenchLog start(boolean verbose, @Nullable String secret) {
        return new BenchLog(verbose, secret);
    }

    /** Writes to a file from now on, what was said before included. */
    synchronized void toFile(Path path) {
        try {
            LogFile handler = new LogFile(path);
            handler.setLevel(Level.ALL);
            handler.setFormatter(new Line(true));
            early.forEach(handler::publish);
            early.clear();
            ROOT.removeHandler(buffer);
            ROOT.addHandler(handler);
            file = handler;
        } catch (IOException notWritable) {
            throw new SetupException("The log cannot be written to " + path + ": " + notWritable.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        ROOT.removeHandler(console);
        ROOT.removeHandler(buffer);
        if (file != null) {
            ROOT.removeHandler(file);
            file.end();
        }
        ROOT.setUseParentHandlers(true);
    }

    /**
     * Says something when the JVM is going down. The logging library takes its handlers away in a shutdown hook of its own, so
     * by then a logger may be mute.
     */
    synchronized void sayInShutdown(String text) {
        LogRecord entry = new LogRecord(Level.INFO, text);
        entry.setLoggerName(BenchLog.class.getName());
        console.publish(entry);
        if (file != null) {
            file.publish(entry);
        }
    }

    private final class Line extends Formatter {
        private final boolean full;

        Line(boolean full) {
            this.full = full;
        }

        @Override
        public String format(LogRecord entry) {
            String text = withoutSecret(formatMessage(entry));
            if (!full) {
                return text + System.lineSeparator();
            }
            Instant at = entry.getInstant().truncatedTo(ChronoUnit.MILLIS);
            String thrown = entry.getThrown() == null
                    ? ""
                    : " | " + withoutSecret(entry.getThrown().toString());
            return at + " " + entry.getLevel() + " " + shortName(entry.getLoggerName()) + " " + text + thrown
                    + System.lineSeparator();
        }

        private String withoutSecret(String text) {
            return secret == null ? text : text.replace(secret, "(token)");
        }

        private static String shortName(@Nullable String logger) {
            return logger == null ? "-" : logger.substring(logger.lastIndexOf('.') + 1);
        }
    }

    /** A file handler that only its owner closes. */
    private static final class LogFile extends Handler {
        private final OutputStream out;

        LogFile(Path path) throws IOException {
            out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            try {
                out.write(getFormatter().format(entry).getBytes(StandardCharsets.UTF_8));
            } catch (IOException failed) {
                reportError("bench.log", failed, ErrorManager.WRITE_FAILURE);
            }
        }

        @Override
        public void flush() {
            // every line is written as it comes
        }

        @Override
        public void close() {
            // the library calls this when the JVM goes down, before the last lines are said
        }

        void end() {
            try {
                out.close();
            } catch (IOException failed) {
                reportError("bench.log", failed, ErrorManager.CLOSE_FAILURE);
            }
        }
    }

    private final class BufferHandler extends Handler {
        @Override
        public void publish(LogRecord entry) {
            synchronized (BenchLog.this) {
                early.add(entry);
            }
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            // nothing to release
        }
    }
}
