package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.catalog.Offers;
import io.github.mlxgguf.embedded.script.Script;
import io.github.mlxgguf.embedded.worker.Instances;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The HTTP interface of the embedded server: all routes on one socket. */
public final class ApiServer {
    private final HttpListener listener;

    private ApiServer(HttpListener listener) {
        this.listener = listener;
    }

    /**
     * Starts to listen.
     *
     * @param port 0 for any free one
     * @param idleClose how long an idle connection is kept; zero keeps it for ever
     * @param mmap whether weights may stay file-backed pages
     * @param script what a simulated server plays, or null
     * @throws IOException if the port is taken; the message names the cure
     */
    public static ApiServer start(
            int port, Duration idleClose, boolean mmap, Offers offers, Instances instances, @Nullable Script script)
            throws IOException {
        return new ApiServer(HttpListener.open(port, idleClose, router(offers, instances, mmap, script)));
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    private static Router router(Offers offers, Instances instances, boolean mmap, @Nullable Script script) {
        ModelResolver models = new ModelResolver(offers, instances);
        ModelListRoutes lists = new ModelListRoutes(offers, instances);
        LoadRoutes loads = new LoadRoutes(offers, instances, mmap);
        return new Router()
                .on("GET", "/lmstudio-greeting", ApiServer::greet)
                .on("GET", "/mlx-gguf-bench/engine", exchange -> describe(exchange, instances, script))
                .on("GET", "/api/v1/models", lists::v1)
                .on("POST", "/api/v1/models/load", loads::load)
                .on("POST", "/api/v1/models/unload", loads::unload)
                .on("POST", "/api/v1/chat", new ChatRoute(models, instances, loads))
                .on("GET", "/api/v0/models", lists::v0)
                .on("POST", "/api/v0/chat/completions", new V0ChatRoute(models, instances));
    }

    private static void greet(Exchange exchange) {
        exchange.json(200, Json.object().put("lmstudio", true));
    }

    /** Ours alone: by it a client knows that this is not LM Studio. */
    private static void describe(Exchange exchange, Instances instances, @Nullable Script script) {
        exchange.json(
                200,
                Json.object()
                        .put("engine", instances.engine())
                        .put("simulated", script != null)
                        .put("pid", ProcessHandle.current().pid()));
    }
}
