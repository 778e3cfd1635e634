package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.trace.GenerationTrace;
import io.github.mlxgguf.trace.ServerStats;
import io.github.mlxgguf.trace.TextEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one {@code /api/v1/chat} stream into a {@link GenerationTrace}. Knows events only, no HTTP.
 *
 * <p>The kind of an event is its {@code event:} line, else the {@code type} in its data; servers send bare {@code {}} data.
 * Unknown events are ignored. An {@code error} event makes the generation a failure even though {@code chat.end} follows it.
 */
final class ChatRecorder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String where;
    private final List<TextEvent> text = new ArrayList<>();
    private final StringBuilder answer = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private @Nullable Long promptStartNs;
    private @Nullable Long promptEndNs;
    private @Nullable String instanceId;
    private @Nullable ServerStats stats;
    private @Nullable String error;
    private boolean loadedInside;
    private boolean ended;
    private long lastEventNs;

    ChatRecorder(String where) {
        this.where = where;
    }

    /**
     * Takes one event.
     *
     * @param eventType the {@code event:} line, or null
     * @param data the data line or lines
     * @param atNs when the bytes that completed it were read
     * @param read number of the socket read that completed it
     * @throws ServerFailure.Protocol if the data is not JSON
     */
    void accept(@Nullable String eventType, String data, long atNs, int read) {
        if (data.strip().equals("[DONE]")) {
            return;
        }
        JsonNode node = parse(eventType, data);
        String type = eventType != null ? eventType : node.path("type").asText("");
        lastEventNs = atNs;
        switch (type) {
            case "chat.start" -> instanceId = ModelListParser.text(node, "model_instance_id");
            case "model_load.start", "model_load.progress", "model_load.end" -> loadedInside = true;
            case "prompt_processing.start" -> promptStartNs = promptStartNs == null ? (Long) atNs : promptStartNs;
            case "prompt_processing.end" -> promptEndNs = promptEndNs == null ? (Long) atNs : promptEndNs;
            case "reasoning.delta" -> delta(node, TextEvent.Kind.REASONING, reasoning, atNs, read);
            case "message.delta" -> delta(node, TextEvent.Kind.ANSWER, answer, atNs, read);
            case "error" -> error = errorText(node);
            case "chat.end" -> end(node.path("result"));
            default -> {
                // message.start, tool calls, and whatever a newer server adds: nothing to measure
            }
        }
    }

    /** Whether any text has come yet. */
    boolean hasText() {
        return !text.isEmpty();
    }

    /** Whether an error event has come. */
    boolean hasError() {
        return error != null;
    }

    /** Whether the last event of a stream has come. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * The trace of a stream that has ended.
     *
     * @param startNs when the request body was handed to the socket
     * @throws ServerFailure.StreamError if an error event came, whatever followed it
     * @throws ServerFailure.StreamCut if {@code chat.end} never came
     */
    GenerationTrace finish(long startNs) {
        if (error != null) {
            throw new ServerFailure.StreamError("The stream of " + where + " carried an error event: " + error);
        }
        if (!ended) {
            throw new ServerFailure.StreamCut("The stream of " + where + " ended before its chat.end event, after "
                    + text.size() + " text events. The server or its worker may have crashed; its log tells more.");
        }
        return new GenerationTrace(
                startNs,
                promptStartNs,
                promptEndNs,
                text,
                lastEventNs,
                stats == null ? ServerStats.NONE : stats,
                instanceId,
                loadedInside,
                answer.toString(),
                reasoning.toString());
    }

    private JsonNode parse(@Nullable String eventType, String data) {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException notJson) {
            throw new ServerFailure.Protocol(
                    "Expected JSON in the " + (eventType == null ? "unnamed" : eventType) + " event of " + where
                            + ", found: " + ErrorBody.excerpt(data),
                    notJson);
        }
    }

    private void delta(JsonNode node, TextEvent.Kind kind, StringBuilder into, long atNs, int read) {
        String content = node.path("content").asText("");
        if (!content.isEmpty()) {
            text.add(new TextEvent(atNs, kind, content.length(), read));
            into.append(content);
        }
    }

    private static String errorText(JsonNode node) {
        JsonNode error = node.has("error") ? node.get("error") : node;
        return ErrorBody.of(error)
                .map(body -> body.message() + (body.type() == null ? "" : " (" + body.type() + ")"))
                .orElse("(no text)");
    }

    private void end(JsonNode result) {
        ended = true;
        String answeredBy = ModelListParser.text(result, "model_instance_id");
        if (answeredBy != null) {
            instanceId = answeredBy;
        }
        JsonNode node = result.path("stats");
        Double loadSeconds = ModelListParser.decimal(node, "model_load_time_seconds");
        // One client saw 0 for a warm model; the documentation says absent. Both mean: no load.
        loadedInside |= loadSeconds != null && loadSeconds > 0;
        stats = new ServerStats(
                ModelListParser.integer(node, "input_tokens"),
                ModelListParser.integer(node, "total_output_tokens"),
                ModelListParser.integer(node, "reasoning_output_tokens"),
                ModelListParser.decimal(node, "tokens_per_second"),
                ModelListParser.decimal(node, "time_to_first_token_seconds"),
                loadSeconds);
    }
}
