package io.github.mlxgguf.monitor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes that probes read: the one that holds the model, and all that belong to the server. */
public interface ServerProcesses {
    /** The process that holds the model, or null while none is known. Quick: no walk, no system call. */
    @Nullable
    Long workerPid();

    /**
     * Walks the server's process tree anew, worker included; empty while no server is known. Costs milliseconds. If the known
     * worker has gone, the newest other one takes its place.
     */
    List<Long> walk();
}
