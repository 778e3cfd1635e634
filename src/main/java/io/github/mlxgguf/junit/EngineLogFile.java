package io.github.mlxgguf.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the embedded server's engine prints: the evidence that our figures can be held against.
 *
 * <p>The server runs before the run has a folder (its model list decides what the run is), so the file begins beside the
 * folders and is moved in; the open file moves with its name.
 */
final class EngineLogFile {
    /** Its name in a results folder. */
    static final String NAME = "engine.log";

    private Path path;

    private EngineLogFile(Path path) {
        this.path = path;
    }

    /** A new file in the folder that holds the runs. */
    static EngineLogFile beside(Path results) {
        try {
            Files.createDirectories(results);
            return new EngineLogFile(Files.createTempFile(results, ".engine-", ".log"));
        } catch (IOException failed) {
            throw new SetupException("The engine's log cannot be written in " + results.toAbsolutePath() + ": "
                    + failed.getMessage() + ". Choose another folder with -Dbench.results=FOLDER.");
        }
    }

    Path path() {
        return path;
    }

    void moveTo(Path folder) {
        try {
            path = Files.move(path, folder.resolve(NAME));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
