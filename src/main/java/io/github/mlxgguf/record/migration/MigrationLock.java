package io.github.mlxgguf.record.migration;

import io.github.mlxgguf.record.ResultsException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two processes from migrating one file. The operating system lets go of it when the process ends, however it ends; the file that is
 * locked is gone afterwards, or in nobody's way.
 */
final class MigrationLock implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private MigrationLock(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes hold of a file.
     *
     * @throws ResultsException if another process migrates it, or its folder cannot be written to
     */
    static MigrationLock hold(Path file) {
        Path path = file.resolveSibling("." + file.getFileName() + ".migrate-lock");
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new ResultsException("cannot migrate " + file.toAbsolutePath()
                        + ", it is as it was: another process is migrating it. Wait for that one, and look again.");
            }
            return new MigrationLock(path, channel);
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot migrate " + file.toAbsolutePath() + ", it is as it was: "
                            + e.getClass().getSimpleName() + " " + e.getMessage() + ". Make the folder writable.",
                    e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldHere) {
            return null;
        }
    }

    @Override
    public void close() {
        try (channel) {
            Files.deleteIfExists(path);
        } catch (IOException leftToTheSystem) {
            // the lock ends with the process
        }
    }
}
