package io.github.mlxgguf.server;

import java.util.Optional;

/**
 * Whoever can see the process that holds a model. A server may keep an HTTP stream open long after that process has died, so
 * a client asks here too.
 */
@FunctionalInterface
public interface WorkerLiveness {
    /** Nobody can see it: nothing is ever known to have died. */
    WorkerLiveness UNSEEN = () -> Optional::empty;

    /** Begins to watch the worker of now, for the length of one call; returns at once. */
    Watch watch();

    /** Begins to watch the worker that a load is about to start: whatever is a worker now is another one, and may end in peace. */
    default Watch watchNext() {
        return watch();
    }

    /** One worker, watched. */
    @FunctionalInterface
    interface Watch {
        /**
         * What has died, for a message ("process 4711"); empty while it lives and as long as none is known. Asked several
         * times a second from another thread, so it must return at once.
         */
        Optional<String> death();
    }
}
