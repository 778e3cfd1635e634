package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The events of one streamed chat, in their order; opens the stream with the first of them. */
final class ChatStream implements AnswerReader.Progress {
    private final Exchange exchange;
    private final String instanceId;
    private final StreamHabits habits;
    private @Nullable EventStream events;
    private final GenerationNotes notes;
    private boolean promptOpen;
    private @Nullable String block;

    ChatStream(Exchange exchange, String instanceId, StreamHabits habits, GenerationNotes notes) {
        this.exchange = exchange;
        this.notes = notes;
        this.instanceId = instanceId;
        this.habits = habits;
    }

    /** Whether the client has got a status already, so that a failure must become an event. */
    boolean isOpen() {
        return events != null;
    }

    void loadStarted() {
        send("model_load.start", Json.object().put("model_instance_id", instanceId));
        loadProgress(0);
    }

    void loadProgress(double share) {
        send(
                "model_load.progress",
                Json.object().put("model_instance_id", instanceId).put("progress", share));
    }

    void loadEnded(double seconds) {
        loadProgress(1);
        send(
                "model_load.end",
                Json.object().put("model_instance_id", instanceId).put("load_time_seconds", seconds));
    }

    @Override
    public void accepted() {
        promptOpen = true;
        send("prompt_processing.start", Json.object());
        send("prompt_processing.progress", Json.object().put("progress", 0.0));
    }

    @Override
    public void piece(String text) {
        delta("message", text);
    }

    @Override
    public void reasoning(String text) {
        delta("reasoning", text);
    }

    /** An error; the stream still ends with {@link #end}. */
    void error(String type, String message) {
        send("error", Json.object().set("error", Json.object().put("type", type).put("message", message)));
    }

    void end(ObjectNode result) {
        closeBlock();
        open().send("chat.end", Json.object().set("result", result), notes.endSent());
        open().complete();
    }

    /** Ends the stream in order, but without its last event. */
    void cut() {
        open().cut();
    }

    /** Closes the connection in the midst of the stream. */
    void drop() {
        open().drop();
    }

    /** An event whose data breaks off. */
    void garbage() {
        open().sendRaw("message.delta", "{\"type\":\"message.delta\",\"cont");
    }

    private void delta(String kind, String text) {
        if (promptOpen) {
            promptOpen = false;
            send("prompt_processing.progress", Json.object().put("progress", 1.0));
            send("prompt_processing.end", Json.object());
        }
        if (!kind.equals(block)) {
            closeBlock();
            block = kind;
            send(kind + ".start", Json.object());
        }
        open().send(kind + ".delta", Json.object().put("content", text), notes.textSent());
    }

    private void closeBlock() {
        if (block != null) {
            send(block + ".end", Json.object());
            block = null;
        }
    }

    private void send(String type, ObjectNode data) {
        open().send(type, data);
    }

    private EventStream open() {
        EventStream open = events;
        if (open == null) {
            open = habits.over(exchange.events());
            events = open;
            open.send("chat.start", Json.object().put("model_instance_id", instanceId));
        }
        return open;
    }
}
