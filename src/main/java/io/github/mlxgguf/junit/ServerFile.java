package io.github.mlxgguf.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that our own server writes: evidence that the run's figures can be held against.
 *
 * <p>The server runs before the run has a folder (its model list decides what the run is), so the file begins beside the
 * folders and is moved in; the open file moves with its name.
 */
final class ServerFile {
    /** What the engine prints. */
    static final String ENGINE_LOG = "engine.log";

    /** What a simulated server really did. */
    static final String TRUTH = "truth.jsonl";

    private final String name;
    private Path path;

    private ServerFile(String name, Path path) {
        this.name = name;
        this.path = path;
    }

    /**
     * A new file in the folder that holds the runs.
     *
     * @param name its name once it is in a run's own folder
     */
    static ServerFile beside(Path results, String name) {
        try {
            Files.createDirectories(results);
            return new ServerFile(name, Files.createTempFile(results, ".server-", "-" + name));
        } catch (IOException failed) {
            throw new SetupException("The server's files cannot be written in " + results.toAbsolutePath() + ": "
                    + failed.getMessage() + ". Choose another folder with -Dbench.results=FOLDER.");
        }
    }

    Path path() {
        return path;
    }

    /** Moves it into a run's own folder; beside the file of an earlier session it gets a number. */
    void moveTo(Path folder) {
        int dot = name.indexOf('.');
        Path target = folder.resolve(name);
        for (int number = 2; Files.exists(target); number++) {
            target = folder.resolve(name.substring(0, dot) + "-" + number + name.substring(dot));
        }
        try {
            path = Files.move(path, target);
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
