package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/** An answer that is an error, in one of the shapes that LM Studio uses. */
final class ApiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient JsonNode error;

    private ApiException(int status, JsonNode error, String message) {
        super(message);
        this.status = status;
        this.error = error;
    }

    /** {@code {"error":{"type":…,"message":…}}} */
    static ApiException typed(int status, String type, String message) {
        return typed(status, type, message, null, null);
    }

    /** {@code {"error":{"message":…,"type":"invalid_request","code":…,"param":…}}} with status 400. */
    static ApiException invalid(String message, String code, @Nullable String param) {
        return typed(400, "invalid_request", message, code, param);
    }

    static ApiException typed(int status, String type, String message, @Nullable String code, @Nullable String param) {
        ObjectNode error = Json.object().put("message", message).put("type", type);
        if (param != null) {
            error.put("param", param);
        }
        if (code != null) {
            error.put("code", code);
        }
        return new ApiException(status, error, message);
    }

    /** {@code {"error":"…"}} */
    static ApiException plain(int status, String message) {
        return new ApiException(status, TextNode.valueOf(message), message);
    }

    int status() {
        return status;
    }

    /** What stands under {@code error}. */
    JsonNode error() {
        return error;
    }

    ObjectNode body() {
        return Json.object().set("error", error);
    }
}
