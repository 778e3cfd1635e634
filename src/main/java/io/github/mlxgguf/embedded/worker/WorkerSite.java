package io.github.mlxgguf.embedded.worker;

import java.nio.file.Path;

/**
 * What all workers of a server share.
 *
 * @param engine which engine they run: {@code llama.cpp} or {@code simulated}
 * @param scratch a directory for short-lived files, deleted by whoever started the server
 * @param log gets all that they print
 */
public record WorkerSite(String engine, Path scratch, EngineLog log) {
    /** Where native libraries are unpacked, once for all workers. */
    public Path nativeLibraries() {
        return scratch.resolve("native");
    }
}
