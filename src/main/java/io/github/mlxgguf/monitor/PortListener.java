package io.github.mlxgguf.monitor;

import java.io.IOException;
import java.util.OptionalLong;

/** Finds the process that listens on a TCP port of this machine. */
@FunctionalInterface
public interface PortListener {
    /**
     * The listening process; empty if there is none that this user may see.
     *
     * @throws IOException if the system's table of connections cannot be read
     */
    OptionalLong find(int port) throws IOException;
}
