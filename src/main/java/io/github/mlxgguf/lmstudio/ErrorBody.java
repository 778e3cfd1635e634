package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.server.ServerFailure;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What LM Studio says when it says no: {@code {"error": "text"}} or {@code {"error": {type, message, code, param}}}, with any
 * status, 200 included.
 *
 * @param type {@code error.type}, or null where the error is plain text
 * @param code {@code error.code}, or null
 * @param message the text
 */
record ErrorBody(@Nullable String type, @Nullable String code, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT = 300;

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
            return Optional.of(new ErrorBody(null, null, error.asText()));
        }
        return Optional.of(new ErrorBody(
                text(error, "type"), text(error, "code"), error.path("message").asText(error.toString())));
    }

    /**
     * The failure that an answer means.
     *
     * @param what what was tried, for the message: "load llama-3.2-1b"
     * @param where the address
     */
    static ServerFailure failure(String what, String where, int status, String body) {
        Optional<ErrorBody> parsed = parse(body);
        String said = withoutFullStop(parsed.map(ErrorBody::message).orElseGet(() -> excerpt(body)));
        String found = what + " at " + where + " was answered with status " + status + ": " + said;
        String type = parsed.map(ErrorBody::type).orElse("");
        String code = parsed.map(ErrorBody::code).orElse("");
        String lower = said.toLowerCase(Locale.ROOT);
        if (status == 401 || status == 403 || "invalid_api_key".equals(code)) {
            // What the server says here may repeat the token.
            return new ServerFailure.Unauthorised(
                    what + " at " + where + " was answered with status " + status
                            + ": a token is missing or wrong. Make a token in LM Studio (Developer, Server settings) and set LM_API_TOKEN to it.");
        }
        if ("model_not_found".equals(type) || "model_not_found".equals(code)) {
            return new ServerFailure.ModelNotFound(found + ". `lms ls` lists what is downloaded.");
        }
        if (lower.contains("insufficient system resources")) {
            return new ServerFailure.LoadRefused(found
                    + ". Close other programs, choose a smaller build, or relax the loading guardrails in LM Studio.");
        }
        if ("model_load_failed".equals(type) || lower.startsWith("failed to load")) {
            return new ServerFailure.LoadFailed(
                    found + ". LM Studio's log tells more: `lms log stream --source server`.");
        }
        if (lower.contains("context length") || lower.contains("context size")) {
            return new ServerFailure.ContextRefused(found + ". Raise load.context_length or shorten the prompt.");
        }
        if (lower.startsWith("unexpected endpoint")) {
            return new ServerFailure.Protocol(
                    found + ". This server lacks that call; LM Studio 0.4.0 or newer has it.");
        }
        return new ServerFailure.Protocol(found);
    }

    /** The first characters of a text, on one line. */
    static String excerpt(String body) {
        String line = body.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "(empty)";
        }
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "…";
    }

    private static String withoutFullStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.get(key);
        return value == null || !value.isTextual() ? null : value.asText();
    }
}
