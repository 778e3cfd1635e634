package io.github.mlxgguf.embedded.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the memory of this process, on Linux: its own and that of the files it has mapped, page by page counted. */
final class OwnMemory {
    private static final Path ROLLUP = Path.of("/proc/self/smaps_rollup");
    private static final long KIB = 1024;

    private OwnMemory() {}

    /** Bytes that no file stands behind, or null where the system does not tell. */
    static @Nullable Long anonymousBytes() {
        return bytes("Anonymous:");
    }

    /** Bytes of files, or null where the system does not tell. */
    static @Nullable Long fileBytes() {
        Long resident = bytes("Rss:");
        Long anonymous = bytes("Anonymous:");
        return resident == null || anonymous == null ? null : (Long) (resident - anonymous);
    }

    private static @Nullable Long bytes(String label) {
        try {
            return Files.readAllLines(ROLLUP).stream()
                    .filter(line -> line.startsWith(label))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
