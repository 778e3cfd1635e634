package io.github.mlxgguf.monitor;

import io.github.mlxgguf.monitor.linux.ProcPortListener;
import io.github.mlxgguf.monitor.macos.LsofPortListener;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Finds the server's processes, starting at the one that listens on its port. */
public interface ProcessTree {
    /** The process that listens on this TCP port of this machine, over IPv4 or IPv6; empty if none is visible. */
    OptionalLong listener(int port);

    /**
     * The processes at and under the given one that hold a model, newest first.
     *
     * <p>LM Studio runs each model in a worker whose command line names {@code llmworker} or the Node.js under
     * {@code .lmstudio/.internal/utils/node}, or in a {@code llama-server}. A bare {@code node} is never taken for one.
     */
    List<Long> workers(long rootPid);

    /** The given process and all its descendants; empty if it has gone. */
    List<Long> tree(long rootPid);

    /** The processes of this machine. */
    static ProcessTree ofThisMachine() {
        PortListener listener =
                switch (Platform.current()) {
                    case LINUX -> new ProcPortListener(Path.of("/proc"));
                    case MACOS -> new LsofPortListener();
                    case OTHER -> port -> OptionalLong.empty();
                };
        return new HostProcessTree(listener, HostProcessTree.commandLines());
    }
}
