package io.github.mlxgguf.embedded.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the route of a request, and turns what it throws into an answer. */
final class Router {
    private static final Logger LOG = System.getLogger(Router.class.getName());

    private final Gate gate;
    private final Map<String, Route> routes = new LinkedHashMap<>();

    Router(Gate gate) {
        this.gate = gate;
    }

    Router on(String method, String path, Route route) {
        routes.put(method + " " + path, route);
        return this;
    }

    void handle(Exchange exchange) {
        String line = exchange.method() + " " + exchange.path();
        try {
            gate.admit(exchange);
            Route route = routes.get(line);
            if (route == null) {
                throw gate.unknownRoute(exchange);
            }
            route.handle(exchange);
        } catch (ApiException e) {
            exchange.json(e.status(), e.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Unexpected failure in " + line, e);
            exchange.json(
                    500,
                    ApiException.typed(500, "internal_error", "Unexpected failure: " + e)
                            .body());
        }
    }
}
