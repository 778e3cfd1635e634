package io.github.mlxgguf.monitor.macos;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Holds {@code caffeinate -ims}: neither the system nor its disks sleep when nobody uses them, on the mains not even when the
 * system would (see {@code man caffeinate}). With {@code -w} it ends with the process that it is held for, whatever becomes of it.
 *
 * <p>A tool that is missing or gives up is a warning only. Never run on a Mac so far, only with a stand-in for the tool.
 */
public final class Caffeinate implements AutoCloseable {
    /** Where macOS has it. */
    public static final Path TOOL = Path.of("/usr/bin/caffeinate");

    private static final Logger LOG = System.getLogger(Caffeinate.class.getName());
    private static final File NOTHING = new File("/dev/null");

    private final @Nullable Process process;
    private final CompletableFuture<Void> ended;
    private volatile boolean closed;

    private Caffeinate(@Nullable Process process) {
        this.process = process;
        this.ended = process == null
                ? CompletableFuture.completedFuture(null)
                : process.onExit().thenAccept(this::warnUnlessClosed);
    }

    /**
     * Starts it.
     *
     * @param pid the process for which the machine stays awake
     */
    public static Caffeinate hold(Path tool, long pid) {
        try {
            return new Caffeinate(new ProcessBuilder(tool.toString(), "-ims", "-w", Long.toString(pid))
                    .redirectInput(NOTHING)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException failed) {
            LOG.log(
                    Level.WARNING,
                    "The machine may go to sleep during the run: " + tool + " could not be started ("
                            + failed.getMessage() + ").");
            return new Caffeinate(null);
        }
    }

    /** Ends it; the machine may sleep again. */
    @Override
    public void close() {
        closed = true;
        if (process != null) {
            process.destroy();
        }
    }

    /** Done when the tool has ended, for tests. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    private void warnUnlessClosed(Process over) {
        if (!closed) {
            LOG.log(
                    Level.WARNING,
                    "The machine may go to sleep during the run: caffeinate ended with exit code " + over.exitValue()
                            + ".");
        }
    }
}
