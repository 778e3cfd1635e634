package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Server-sent events, each written and flushed as a chunk of its own. */
interface EventStream extends AutoCloseable {
    /** Sends one event; {@code type} is also put into the data, as LM Studio does. */
    void send(String type, ObjectNode data);

    /** Completes the stream. */
    @Override
    void close();
}
