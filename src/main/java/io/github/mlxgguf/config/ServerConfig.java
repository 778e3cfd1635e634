package io.github.mlxgguf.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which server to drive, and how.
 *
 * @param baseUrl scheme, host and port, without a path or a slash at the end
 * @param apiToken bearer token or null; never written to a record or a log, and not shown by {@link #toString()}
 * @param manage start LM Studio when it is installed and does not run
 */
public record ServerConfig(
        Kind kind, URI baseUrl, @Nullable String apiToken, Resident resident, boolean manage, Timeouts timeouts) {

    private static final int DEFAULT_HTTP_PORT = 80;

    /** Which server a run may use. */
    public enum Kind {
        AUTO,
        LMSTUDIO,
        EMBEDDED,
        SIMULATED
    }

    /** What to do with a model that is loaded already when the run starts. */
    public enum Resident {
        /** Stop and name it; it would be in every figure. */
        REFUSE,
        /** Unload it. */
        UNLOAD
    }

    /**
     * Longest allowed times, one for each phase of a call.
     *
     * @param betweenTokens longest silence inside a stream
     * @param total a whole generation
     */
    public record Timeouts(
            Duration connect, Duration load, Duration firstToken, Duration betweenTokens, Duration total) {}

    /** The server's port if its address is this machine's, else 0: a stranger on the same port here is not the server. */
    public int localPort() {
        String host = baseUrl.getHost();
        boolean local = host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
        if (!local) {
            return 0;
        }
        return baseUrl.getPort() < 0 ? DEFAULT_HTTP_PORT : baseUrl.getPort();
    }

    @Override
    public String toString() {
        return "ServerConfig[kind=" + kind + ", baseUrl=" + baseUrl + ", apiToken="
                + (apiToken == null ? "none" : "(hidden)") + ", resident=" + resident + ", manage=" + manage
                + ", timeouts=" + timeouts + "]";
    }
}
