package io.github.mlxgguf.server;

import java.util.Arrays;
import java.util.Optional;

/** What stands behind the API, and so what a figure is evidence of. */
public enum ServerKind {
    /** A real LM Studio. */
    LMSTUDIO("lmstudio"),
    /** Our own server with the real llama.cpp engine on small models of random weights. */
    EMBEDDED("embedded"),
    /** Our own server with a scripted engine; its figures are invented on purpose and stamped so. */
    SIMULATED("simulated");

    private final String id;

    ServerKind(String id) {
        this.id = id;
    }

    /** The spelling used in the config and in records. */
    public String id() {
        return id;
    }

    /** The kind whose {@link #id()} is {@code id}, or empty. */
    public static Optional<ServerKind> fromId(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }
}
