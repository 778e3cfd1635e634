package io.github.mlxgguf.embedded.http;

import io.github.mlxgguf.embedded.script.Quirk;
import io.github.mlxgguf.embedded.script.Script;

/**
 * What stands before all routes: the token, and which routes there are at all. Without a token in the script nothing is asked
 * for. The greeting is answered without one, because {@code lms} asks for it without one.
 */
final class Gate {
    private static final String BEARER = "Bearer ";

    private final Script script;

    Gate(Script script) {
        this.script = script;
    }

    /** Refuses a request that no route must see. */
    void admit(Exchange exchange) throws ApiException {
        if (script.quirks().contains(Quirk.NO_V1) && exchange.path().startsWith("/api/v1/")) {
            throw unknownRoute(exchange);
        }
        String token = script.apiToken();
        if (token != null && exchange.path().startsWith("/api/")) {
            requireToken(exchange, token);
        }
    }

    /** LM Studio answers 200 with an error to what it does not know; some versions 404. */
    ApiException unknownRoute(Exchange exchange) {
        return ApiException.plain(
                script.quirks().contains(Quirk.UNKNOWN_ROUTE_404) ? 404 : 200,
                "Unexpected endpoint or method. (" + exchange.method() + " " + exchange.path() + ")");
    }

    /** The answer to a request without a token. */
    static ApiException missingToken() {
        return unauthorised(
                "An LM Studio API token is required to make requests to this server, but none was provided using the"
                        + " Authorization header using the 'Bearer' scheme (i.e., 'Authorization: Bearer $LM_API_TOKEN')."
                        + " Learn more at: https://lmstudio.ai/docs/developer/core/authentication.");
    }

    private static void requireToken(Exchange exchange, String token) throws ApiException {
        String given = exchange.header("Authorization");
        if (given == null || !given.startsWith(BEARER)) {
            throw missingToken();
        }
        if (!given.equals(BEARER + token)) {
            throw unauthorised("Invalid LM Studio API token provided: " + given.substring(BEARER.length()));
        }
    }

    private static ApiException unauthorised(String message) {
        return ApiException.typed(401, "invalid_request", message, "invalid_api_key", null);
    }
}
