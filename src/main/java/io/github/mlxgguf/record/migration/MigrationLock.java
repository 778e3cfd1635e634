package io.github.mlxgguf.record.migration;

import io.github.mlxgguf.record.ProcessLock;
import io.github.mlxgguf.record.ResultsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps two processes from migrating one file. The operating system lets go of it when the process ends, however it ends; the file that is
 * locked is gone afterwards, or in nobody's way.
 */
final class MigrationLock implements AutoCloseable {
    private final Path path;
    private final ProcessLock lock;

    private MigrationLock(Path path, ProcessLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Takes hold of a file.
     *
     * @throws ResultsException if another process migrates it, or its folder cannot be written to
     */
    static MigrationLock hold(Path file) {
        Path path = file.resolveSibling("." + file.getFileName() + ".migrate-lock");
        try {
            return new MigrationLock(
                    path,
                    ProcessLock.tryHold(path)
                            .orElseThrow(() -> new ResultsException("cannot migrate " + file.toAbsolutePath()
                                    + ", it is as it was: another process is migrating it. Wait for that one, and look"
                                    + " again.")));
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot migrate " + file.toAbsolutePath() + ", it is as it was: "
                            + e.getClass().getSimpleName() + " " + e.getMessage() + ". Make the folder writable.",
                    e);
        }
    }

    @Override
    public void close() {
        try (lock) {
            Files.deleteIfExists(path);
        } catch (IOException inNobodysWay) {
            // the file stays, and whoever migrates next takes hold of it
        }
    }
}
