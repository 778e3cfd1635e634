package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.catalog.Offers;
import io.github.mlxgguf.embedded.script.Fault.Call;
import io.github.mlxgguf.embedded.script.Script;
import io.github.mlxgguf.embedded.simulation.SimulatedLoader;
import io.github.mlxgguf.embedded.worker.Instances;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The HTTP interface of the embedded server: all routes on one socket. */
public final class ApiServer implements AutoCloseable {
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
     * @param script whose token, quirks and faults apply, whatever engine answers; null for a server without any
     * @throws IOException if the port is taken; the message names the cure
     */
    public static ApiServer start(
            int port, Duration idleClose, boolean mmap, Offers offers, Instances instances, @Nullable Script script)
            throws IOException {
        Script played = script == null ? Script.NOTHING : script;
        return new ApiServer(HttpListener.open(port, idleClose, router(offers, instances, mmap, played)));
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** Hangs up on everybody; loaded models stay loaded. */
    @Override
    public void close() {
        listener.close();
    }

    private static Router router(Offers offers, Instances instances, boolean mmap, Script script) {
        ModelResolver models = new ModelResolver(offers, instances, script.quirks());
        ModelListRoutes lists = new ModelListRoutes(offers, instances, new ListHabits(script.quirks()));
        LoadRoutes loads = new LoadRoutes(models, instances, script.quirks(), mmap);
        ChatRoute chats = new ChatRoute(models, instances, loads, new StreamHabits(script.quirks()));
        FaultDesk faults = new FaultDesk(script.faults(), models);
        return new Router(new Gate(script))
                .on("GET", "/lmstudio-greeting", ApiServer::greet)
                .on("GET", "/mlx-gguf-bench/engine", exchange -> describe(exchange, instances))
                .on("GET", "/api/v1/models", faults.guard(Call.LIST, (exchange, fault) -> lists.v1(exchange)))
                .on("POST", "/api/v1/models/load", faults.guard(Call.LOAD, loads::load))
                .on("POST", "/api/v1/models/unload", faults.guard(Call.UNLOAD, loads::unload))
                .on("POST", "/api/v1/chat", faults.guard(Call.CHAT, chats))
                .on("GET", "/api/v0/models", lists::v0)
                .on("POST", "/api/v0/chat/completions", new V0ChatRoute(models, instances));
    }

    private static void greet(Exchange exchange) {
        exchange.json(200, Json.object().put("lmstudio", true));
    }

    /** Ours alone: by it a client knows that this is not LM Studio. */
    private static void describe(Exchange exchange, Instances instances) {
        exchange.json(
                200,
                Json.object()
                        .put("engine", instances.engine())
                        .put("simulated", instances.engine().equals(SimulatedLoader.ENGINE))
                        .put("pid", ProcessHandle.current().pid()));
    }
}
