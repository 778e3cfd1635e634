package io.github.mlxgguf.monitor.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads {@code /proc/PID/status}. */
final class ProcStatus {
    private ProcStatus() {}

    /** The text, or null if the process has gone, be it while it was read. */
    static @Nullable String read(Path proc, long pid) throws IOException {
        Path file = proc.resolve(Long.toString(pid)).resolve("status");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            if (Files.notExists(file)) {
                return null;
            }
            throw e;
        }
    }
}
