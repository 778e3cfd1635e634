package io.github.mlxgguf.monitor.linux;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the sockets that listen on a port in the text of {@code /proc/net/tcp} and {@code tcp6} (proc_net(5)). */
final class ListeningSockets {
    private static final String LISTEN = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private ListeningSockets() {}

    /** Inodes of the sockets that listen on the port, on whatever address of this machine. */
    static List<String> inodes(String table, int port) {
        return table.lines()
                .map(line -> inode(line, port))
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable String inode(String line, int port) {
        String[] words = line.strip().split(" +", -1);
        boolean matches = words.length > INODE
                && words[STATE].equals(LISTEN)
                && words[LOCAL_ADDRESS].endsWith(String.format(":%04X", port));
        return matches ? words[INODE] : null;
    }
}
