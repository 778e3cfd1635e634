package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.server.ServerFailure;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What LM Studio says when it says no: {@code {"error": "text"}} or {@code {"error": {type, message, code, param}}}, with any
 * status, 200 included.
 *
 * @param type {@code error.type}, or null where the error is plain text
 * @param code {@code error.code}, or null
 * @param param {@code error.param}, the field of the request that it is about, or null
 * @param message the text, without any token
 */
record ErrorBody(
        @Nullable String type,
        @Nullable String code,
        @Nullable String param,
        String message) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT = 300;

    /** LM Studio repeats a wrong token in what it says; no message of ours may. */
    private static final Pattern TOKEN = Pattern.compile("(sk-lm-|Bearer )[^\\s\"',;]+");

    ErrorBody {
        message = withoutToken(message);
    }

    /** An error that is no more than a text. */
    static ErrorBody ofText(String message) {
        return new ErrorBody(null, null, null, message);
    }

    /** The error in a body, or empty if the body carries none. */
    static Optional<ErrorBody> parse(String body) {
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
        return of(root.get("error"));
    }

    /** The error in the value of an {@code error} key. */
    static Optional<ErrorBody> of(@Nullable JsonNode error) {
        if (error == null || error.isNull()) {
            return Optional.empty();
        }
        if (error.isTextual()) {
            return Optional.of(ofText(error.asText()));
        }
        return Optional.of(new ErrorBody(
                text(error, "type"),
                text(error, "code"),
                text(error, "param"),
                error.path("message").asText(error.toString())));
    }

    /**
     * The failure that an answer means.
     *
     * @param what what was tried, for the message: "load llama-3.2-1b"
     * @param where the address
     */
    static ServerFailure failure(String what, String where, int status, String body) {
        return FailureMapping.ofAnswer(what, where, status, body, false);
    }

    /** The first characters of a text, on one line, without any token. */
    static String excerpt(String body) {
        String line = withoutToken(body.strip().replaceAll("\\s+", " "));
        if (line.isEmpty()) {
            return "(empty)";
        }
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }

    private static String withoutToken(String text) {
        return TOKEN.matcher(text).replaceAll("(token)");
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || !value.isTextual() ? null : value.asText();
    }
}
