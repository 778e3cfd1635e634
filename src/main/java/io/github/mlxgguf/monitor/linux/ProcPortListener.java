package io.github.mlxgguf.monitor.linux;

import io.github.mlxgguf.monitor.PortListener;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Finds a port's listener: the socket's inode in {@code /proc/net}, then the process that holds a descriptor of it. */
public final class ProcPortListener implements PortListener {
    private final Path proc;

    /** Reads under this folder. */
    public ProcPortListener(Path proc) {
        this.proc = proc;
    }

    /** The process with the lowest id that holds the socket: a listener that forks is its own eldest. */
    @Override
    public OptionalLong find(int port) throws IOException {
        Set<String> sockets = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            Path file = proc.resolve(table);
            if (Files.exists(file)) {
                ListeningSockets.inodes(Files.readString(file), port)
                        .forEach(inode -> sockets.add("socket:[" + inode + "]"));
            }
        }
        if (sockets.isEmpty()) {
            return OptionalLong.empty();
        }
        for (long pid : processes()) {
            if (holdsOne(pid, sockets)) {
                return OptionalLong.of(pid);
            }
        }
        return OptionalLong.empty();
    }

    private List<Long> processes() throws IOException {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path entry : entries) {
                Long pid = ProcText.number(entry.getFileName().toString());
                if (pid != null) {
                    pids.add(pid);
                }
            }
        }
        pids.sort(null);
        return pids;
    }

    private boolean holdsOne(long pid, Set<String> sockets) {
        Path descriptors = proc.resolve(Long.toString(pid)).resolve("fd");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(descriptors)) {
            for (Path entry : entries) {
                if (pointsTo(entry, sockets)) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's process, or one that has just gone.
            return false;
        }
        return false;
    }

    private static boolean pointsTo(Path descriptor, Set<String> sockets) {
        try {
            return sockets.contains(Files.readSymbolicLink(descriptor).toString());
        } catch (IOException e) {
            return false;
        }
    }
}
