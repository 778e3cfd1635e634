package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.LongConsumer;

/** Server-sent events, each written and flushed as a chunk of its own. */
interface EventStream extends AutoCloseable {
    /** Sends one event; {@code type} is also put into the data, as LM Studio does. */
    void send(String type, ObjectNode data);

    /**
     * Sends one event and tells when.
     *
     * @param sentNs gets {@link System#nanoTime()} just before the bytes are handed to the socket, on the thread that does it
     */
    void send(String type, ObjectNode data, LongConsumer sentNs);

    /** Completes the stream. */
    @Override
    void close();
}
