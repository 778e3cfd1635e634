package io.github.mlxgguf.monitor;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps track of the process that holds the model.
 *
 * <p>It must be told when a model was loaded or unloaded: every load has a worker of its own. In between it stays with the worker
 * that it knows and looks for another only if that one has gone. Safe for use by several threads.
 */
public final class WorkerLocator implements ServerProcesses {
    private final ProcessTree processes;
    private int serverPort;
    private final Set<Long> released = new HashSet<>();
    private Supplier<OptionalLong> otherwise = OptionalLong::empty;
    private @Nullable Long serverPid;
    private volatile @Nullable Long workerPid;

    /**
     * A locator that knows nothing yet.
     *
     * @param serverPort the port that the server listens on; 0 if the server is not on this machine, and then nothing is found
     */
    public WorkerLocator(ProcessTree processes, int serverPort) {
        this.processes = processes;
        this.serverPort = serverPort;
    }

    /** Looks for the server's listener and the newest worker under it: a server started, or a model was just loaded. */
    public synchronized void relocate() {
        OptionalLong listener = serverPort > 0 ? processes.listener(serverPort) : OptionalLong.empty();
        if (serverPort > 0 && listener.isEmpty()) {
            listener = otherwise.get();
        }
        serverPid = listener.isPresent() ? listener.getAsLong() : null;
        released.clear();
        workerPid = newestWorker();
    }

    /** The server listens at this port from now on; looks for it. */
    public synchronized void serverAt(int port) {
        serverPort = port;
        relocate();
    }

    /**
     * Another word on where the server is, for a listener that this user may not see; asked now if none is known.
     *
     * @param pid the root of the server's processes, or empty
     */
    public synchronized void otherwise(Supplier<OptionalLong> pid) {
        otherwise = pid;
        if (serverPid == null) {
            relocate();
        }
    }

    /** As {@link #relocate()}, with a worker that is known from elsewhere. */
    public synchronized void relocate(long knownWorkerPid) {
        relocate();
        workerPid = knownWorkerPid;
    }

    /** The model was unloaded; its worker may take a while to exit and is not looked at any more. */
    public synchronized void release() {
        Long worker = workerPid;
        if (worker != null) {
            released.add(worker);
            workerPid = null;
        }
    }

    @Override
    public @Nullable Long workerPid() {
        return workerPid;
    }

    @Override
    public synchronized List<Long> walk() {
        Long server = serverPid;
        if (server == null) {
            return List.of();
        }
        List<Long> tree = processes.tree(server);
        Long worker = workerPid;
        if (worker == null || !tree.contains(worker)) {
            workerPid = newestWorker();
        }
        return tree;
    }

    private @Nullable Long newestWorker() {
        Long server = serverPid;
        if (server == null) {
            return null;
        }
        return processes.workers(server).stream()
                .filter(pid -> !released.contains(pid))
                .findFirst()
                .orElse(null);
    }
}
