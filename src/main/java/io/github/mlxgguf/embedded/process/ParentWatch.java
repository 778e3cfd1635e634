package io.github.mlxgguf.embedded.process;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a process with its parent, however the parent ended.
 *
 * <p>The pipe on standard input is closed by the operating system even when the parent was killed; that is the signal, and
 * whoever reads standard input passes it on to {@link #parentGone()}. Watching the process id is the second net.
 */
public final class ParentWatch {
    private final AtomicBoolean gone = new AtomicBoolean();
    private final Runnable onGone;

    /**
     * Watches a process.
     *
     * @param parentPid whose end ends us; if there is no such process any more, {@code onGone} runs at once
     */
    public ParentWatch(long parentPid, Runnable onGone) {
        this.onGone = onGone;
        Optional<ProcessHandle> parent = ProcessHandle.of(parentPid);
        if (parent.isPresent()) {
            var unused = parent.get().onExit().thenRun(this::parentGone);
        } else {
            parentGone();
        }
    }

    /** Runs the action, the first time only. */
    public void parentGone() {
        if (gone.compareAndSet(false, true)) {
            onGone.run();
        }
    }
}
