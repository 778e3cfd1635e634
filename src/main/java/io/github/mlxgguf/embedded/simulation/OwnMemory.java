package io.github.mlxgguf.embedded.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the anonymous memory of this process, on Linux. */
final class OwnMemory {
    private static final Path ROLLUP = Path.of("/proc/self/smaps_rollup");
    private static final long KIB = 1024;

    private OwnMemory() {}

    /** Bytes, or null where the system does not tell. */
    static @Nullable Long anonymousBytes() {
        try {
            return Files.readAllLines(ROLLUP).stream()
                    .filter(line -> line.startsWith("Anonymous:"))
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
