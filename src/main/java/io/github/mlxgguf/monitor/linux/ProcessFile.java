package io.github.mlxgguf.monitor.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One file of a process, {@code /proc/PID/NAME}, for whichever process is asked about at the time. Not thread-safe. */
final class ProcessFile {
    private final Path proc;
    private final String name;
    private @Nullable ProcFile file;
    private long pid;

    ProcessFile(Path proc, String name) {
        this.proc = proc;
        this.name = name;
    }

    /** The text, or null if the process has gone, be it while it was read. */
    @Nullable
    String read(long ofPid) throws IOException {
        ProcFile open = file;
        Path path = proc.resolve(Long.toString(ofPid)).resolve(name);
        if (open == null || pid != ofPid) {
            close();
            open = new ProcFile(path);
            file = open;
            pid = ofPid;
        }
        try {
            return open.read();
        } catch (IOException e) {
            if (Files.notExists(path)) {
                return null;
            }
            throw e;
        }
    }

    void close() {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
