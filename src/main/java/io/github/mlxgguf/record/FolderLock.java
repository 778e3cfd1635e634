package io.github.mlxgguf.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two processes from writing into the folder of one run. The operating system lets go of it when the process ends, however it ends;
 * a file of its own, because any reader that closes a locked file would end the lock.
 */
public final class FolderLock implements AutoCloseable {
    private static final String FILE = ".lock";

    private final @Nullable ProcessLock lock;

    private FolderLock(@Nullable ProcessLock lock) {
        this.lock = lock;
    }

    /**
     * Takes hold of a folder.
     *
     * @throws ResultsException if another session holds it, or the folder cannot be written to
     */
    public static FolderLock hold(ResultsFolder folder) {
        return hold(folder.path(), "resume");
    }

    /**
     * Takes hold of a folder that sessions lock; holds nothing where none has, and leaves nothing behind there.
     *
     * @param folder of a run
     * @param then what its user wants to do, for the message
     * @throws ResultsException as {@link #hold(ResultsFolder)}
     */
    public static FolderLock holdIfKept(Path folder, String then) {
        return Files.exists(folder.resolve(FILE)) ? hold(folder, then) : new FolderLock(null);
    }

    private static FolderLock hold(Path folder, String then) {
        Path file = folder.resolve(FILE);
        try {
            return new FolderLock(ProcessLock.tryHold(file)
                    .orElseThrow(() -> new ResultsException("run '" + folder.getFileName()
                            + "' is still going on in another process. Wait for it, or end it, and " + then
                            + " then.")));
        } catch (IOException e) {
            throw new ResultsException(
                    "cannot write to " + file.toAbsolutePath() + ": "
                            + e.getClass().getSimpleName() + " " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
