package io.github.mlxgguf.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two processes from writing into the folder of one run. The operating system lets go of it when the process ends, however it ends;
 * a file of its own, because any reader that closes a locked file would end the lock.
 */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes hold of a folder.
     *
     * @throws ResultsException if another session holds it, or the folder cannot be written to
     */
    public static FolderLock hold(ResultsFolder folder) {
        Path file = folder.path().resolve(FILE);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock(channel) == null) {
                channel.close();
                throw new ResultsException("run '" + folder.runId()
                        + "' is still going on in another process. Wait for it, or end it, and resume then.");
            }
            return new FolderLock(channel);
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot write to " + file.toAbsolutePath() + ": "
                            + e.getClass().getSimpleName() + " " + e.getMessage(),
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
        try {
            channel.close();
        } catch (IOException leftToTheSystem) {
            // the lock ends with the process
        }
    }
}
