package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What a server of the future may add: events and fields that no documentation names. */
final class UnknownAdditions {
    private UnknownAdditions() {}

    /** An event that nobody knows. */
    record Addition(String type, ObjectNode data) {}

    /** What follows an event of the type; one carries text that is no part of the answer. */
    static Optional<Addition> eventAfter(String type) {
        return switch (type) {
            case "chat.start" ->
                Optional.of(new Addition("chat.queued", Json.object().put("position", 0)));
            case "message.start" ->
                Optional.of(new Addition("message.annotation", Json.object().put("content", "not of the answer")));
            default -> Optional.empty();
        };
    }

    /** Adds a field with a structure of its own. */
    static void field(ObjectNode object) {
        object.putObject("future_field")
                .put("level", 1)
                .putArray("list")
                .add(true)
                .addNull();
    }
}
