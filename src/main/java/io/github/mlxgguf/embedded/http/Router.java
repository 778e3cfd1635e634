package io.github.mlxgguf.embedded.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the route of a request, and turns what it throws into an answer. */
final class Router {
    private static final Logger LOG = System.getLogger(Router.class.getName());

    private final Map<String, Route> routes = new LinkedHashMap<>();

    Router on(String method, String path, Route route) {
        routes.put(method + " " + path, route);
        return this;
    }

    void handle(Exchange exchange) {
        String line = exchange.method() + " " + exchange.path();
        try {
            routes.getOrDefault(line, Router::unknown).handle(exchange);
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

    /** LM Studio answers 200 with an error to what it does not know. */
    private static void unknown(Exchange exchange) throws ApiException {
        throw ApiException.plain(
                200, "Unexpected endpoint or method. (" + exchange.method() + " " + exchange.path() + ")");
    }
}
