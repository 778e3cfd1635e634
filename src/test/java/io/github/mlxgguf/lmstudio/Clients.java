package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.config.ServerConfig;
import io.github.mlxgguf.config.ServerConfig.Timeouts;
import io.github.mlxgguf.server.GenerationRequest;
import io.github.mlxgguf.server.LoadConfig;
import io.github.mlxgguf.server.LoadedModel;
import io.github.mlxgguf.trace.SessionClock;
import java.net.URI;
import java.time.Duration;

/** Clients for tests, and what they ask for. */
final class Clients {
    static final LoadedModel MODEL =
            new LoadedModel("m", "m", 0, 1, null, LoadConfig.UNKNOWN, LoadConfig.UNKNOWN, "rest");
    static final GenerationRequest REQUEST = new GenerationRequest("Say hi", 64, 0, null);

    private Clients() {}

    /** The same limit for every phase. */
    static Timeouts limits(Duration limit) {
        return new Timeouts(limit, limit, limit, limit, limit);
    }

    static LmStudioServer of(URI uri, Timeouts limits) {
        return new LmStudioServer(
                new ServerConfig(ServerConfig.Kind.LMSTUDIO, uri, null, ServerConfig.Resident.REFUSE, false, limits),
                SessionClock.start());
    }
}
