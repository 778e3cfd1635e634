package io.github.mlxgguf.lmstudio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.TextNode;
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
    /** Two documents in one event are two events whose blank line was lost. */
    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String where;
    private final List<TextEvent> text = new ArrayList<>();
    private final StringBuilder answer = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private @Nullable Long promptStartNs;
    private @Nullable Long promptEndNs;
    private @Nullable String instanceId;
    private @Nullable ServerStats stats;
    private @Nullable ErrorBody error;
    private @Nullable String otherInstanceId;
    private @Nullable String missingText;
    private boolean loading;
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
        String named = eventType == null ? "" : eventType.strip();
        JsonNode node = parse(named, data);
        String type = named.isEmpty() ? node.path("type").asText("") : named;
        lastEventNs = atNs;
        if (type.equals("error") || node.hasNonNull("error")) {
            // The first one is the cause; whatever follows is its consequence.
            error = error == null ? errorOf(node) : error;
        }
        switch (type) {
            case "chat.start" -> answeredBy(ModelListParser.text(node, "model_instance_id"));
            case "model_load.start", "model_load.progress" -> {
                loading = true;
                loadedInside = true;
            }
            case "model_load.end" -> {
                loading = false;
                loadedInside = true;
            }
            case "prompt_processing.start" -> {
                loading = false;
                promptStartNs = promptStartNs == null ? (Long) atNs : promptStartNs;
            }
            case "prompt_processing.end" -> promptEndNs = promptEndNs == null ? (Long) atNs : promptEndNs;
            case "reasoning.delta" -> delta(node, TextEvent.Kind.REASONING, reasoning, atNs, read);
            case "message.delta" -> delta(node, TextEvent.Kind.ANSWER, answer, atNs, read);
            case "chat.end" -> end(node.path("result"));
            default -> {
                // message.start, tool calls, and whatever a newer server adds: nothing to measure
            }
        }
    }

    /** What the stream is doing, for its time-outs; after an error nothing may follow, so the long waits are over. */
    StreamWatchdog.Stage stage() {
        if (!text.isEmpty() || error != null) {
            return StreamWatchdog.Stage.TEXT;
        }
        return loading ? StreamWatchdog.Stage.LOADING : StreamWatchdog.Stage.PROMPT;
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
     * @throws ServerFailure.StreamError if an error event came, whatever followed it, or another kind if its words say more; also
     *     if the stream ended with neither text nor tokens
     * @throws ServerFailure.StreamCut if {@code chat.end} never came
     * @throws ServerFailure.WrongModel if two instances are named
     * @throws ServerFailure.Protocol if the events lack text that {@code chat.end} has
     */
    GenerationTrace finish(long startNs) {
        if (error != null) {
            throw FailureMapping.ofEvent(where, error, loading);
        }
        if (!ended) {
            throw cut(null);
        }
        if (otherInstanceId != null) {
            throw new ServerFailure.WrongModel("Expected one instance in the stream of " + where + ", found "
                    + instanceId + " at its start and " + otherInstanceId
                    + " at its end. Unload other models with `lms unload --all` and run again.");
        }
        if (missingText != null) {
            throw new ServerFailure.Protocol("Expected the whole answer in the text events of " + where
                    + ", found that its chat.end event says otherwise: " + ErrorBody.excerpt(missingText)
                    + ". Events were lost or garbled on the way; look for a proxy in between.");
        }
        if (text.isEmpty() && (stats == null || stats.outputTokens() == null || stats.outputTokens() == 0)) {
            throw new ServerFailure.StreamError(
                    "The stream of " + where + " ended with neither text nor tokens."
                            + " Some engines end so when the prompt does not fit: compare its length with load.context_length.");
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

    /** The failure of a stream that stopped before its last event. */
    ServerFailure cut(@Nullable Throwable cause) {
        String message = "The stream of " + where + " ended before its chat.end event, after " + text.size()
                + " text events. The server or its worker may have crashed; its log tells more.";
        return cause == null ? new ServerFailure.StreamCut(message) : new ServerFailure.StreamCut(message, cause);
    }

    private JsonNode parse(String named, String data) {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException notJson) {
            if (named.equals("error")) {
                return TextNode.valueOf(data);
            }
            throw new ServerFailure.Protocol(
                    "Expected JSON in the " + (named.isEmpty() ? "unnamed" : named) + " event of " + where + ", found: "
                            + ErrorBody.excerpt(data),
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

    private static ErrorBody errorOf(JsonNode node) {
        return ErrorBody.of(node.hasNonNull("error") ? node.get("error") : node)
                .orElseGet(() -> ErrorBody.ofText("(no text)"));
    }

    private void answeredBy(@Nullable String id) {
        if (id == null) {
            return;
        }
        if (instanceId == null) {
            instanceId = id;
        } else if (!instanceId.equalsIgnoreCase(id)) {
            otherInstanceId = id;
        }
    }

    private void end(JsonNode result) {
        ended = true;
        answeredBy(ModelListParser.text(result, "model_instance_id"));
        missingText = missing(result.path("output"));
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

    /**
     * The text of the last event if the text events do not hold it all, else null. White space does not count: a server may
     * trim it. What the events have beyond it does no harm.
     */
    private @Nullable String missing(JsonNode output) {
        StringBuilder whole = new StringBuilder();
        String streamed = reasoning.toString() + answer;
        for (String kind : List.of("reasoning", "message")) {
            for (JsonNode item : output) {
                if (kind.equals(ModelListParser.text(item, "type"))) {
                    whole.append(item.path("content").asText(""));
                }
            }
        }
        return withoutSpace(streamed).contains(withoutSpace(whole)) ? null : whole.toString();
    }

    private static String withoutSpace(CharSequence text) {
        StringBuilder dense = new StringBuilder(text.length());
        text.codePoints().filter(point -> !Character.isWhitespace(point)).forEach(dense::appendCodePoint);
        return dense.toString();
    }
}
