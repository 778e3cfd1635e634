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
        try (Unfinished unfinished = open(file)) {
            try {
                content.writeTo(unfinished.out());
            } catch (IOException e) {
                throw unfinished.cannotWrite(e);
            }
            unfinished.finish();
        }
    }

    /**
     * Begins a file that is written bit by bit.
     *
     * @throws ResultsException if the folder cannot be written to
     */
    public static Unfinished open(Path file) {
        return new Unfinished(file);
    }

    /** A file of which nobody sees anything until it is finished; closed before that, it leaves nothing behind. */
    public static final class Unfinished implements AutoCloseable {
        private final Path file;
        private final Path unfinished;
        private final OutputStream out;
        private boolean closed;

        private Unfinished(Path file) {
            this.file = file;
            this.unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
            try {
                this.out = Files.newOutputStream(unfinished);
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }

        /** Where its content goes; not buffered. */
        public OutputStream out() {
            return out;
        }

        /**
         * Puts it in its place.
         *
         * @throws ResultsException if the folder cannot be written to
         */
        public void finish() {
            try {
                out.close();
                move(unfinished, file);
            } catch (IOException e) {
                throw cannotWrite(e);
            }
        }

        /** What to throw where it cannot be written. */
        public ResultsException cannotWrite(IOException e) {
            return new ResultsException(
                    "cannot write " + file + ": " + e.getClass().getSimpleName() + " " + e.getMessage()
                            + ". Make the folder writable and run `report` on it again.",
                    e);
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            try (out) {
                Files.deleteIfExists(unfinished);
            } catch (IOException e) {
                throw cannotWrite(e);
            }
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
