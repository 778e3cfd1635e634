package io.github.mlxgguf.allure;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One test of an earlier run, as its result file has it.
 *
 * @param startMs wall-clock milliseconds since 1970
 * @param stopMs the same, at its end
 */
record EarlierResult(
        String uuid,
        String historyId,
        String status,
        @Nullable String message,
        @Nullable String trace,
        long startMs,
        long stopMs) {
    /** The result of a file; empty if it lacks what a history needs. */
    static Optional<EarlierResult> of(JsonNode file) {
        String uuid = file.path("uuid").asText("");
        String historyId = file.path("historyId").asText("");
        String status = file.path("status").asText("");
        long startMs = file.path("start").asLong(-1);
        long stopMs = file.path("stop").asLong(-1);
        if (uuid.isEmpty() || historyId.isEmpty() || status.isEmpty() || startMs < 0 || stopMs < startMs) {
            return Optional.empty();
        }
        JsonNode details = file.path("statusDetails");
        return Optional.of(new EarlierResult(
                uuid, historyId, status, text(details, "message"), text(details, "trace"), startMs, stopMs));
    }

    private static @Nullable String text(JsonNode node, String key) {
        return node.path(key).isTextual() ? node.path(key).textValue() : null;
    }
}
