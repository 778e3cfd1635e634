package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.LongConsumer;

/** Server-sent events. */
interface EventStream {
    /** Sends one event; {@code type} is also put into the data, as LM Studio does. */
    void send(String type, ObjectNode data);

    /**
     * Sends one event and tells when.
     *
     * @param sentNs gets {@link System#nanoTime()} just before the bytes, or the last of them, are handed to the socket, on the
     *     thread that does it
     */
    void send(String type, ObjectNode data, LongConsumer sentNs);

    /** Sends one event whose data is whatever it is. */
    void sendRaw(String type, String data);

    /** Completes the stream after its last event. */
    void complete();

    /** Ends the stream in order, as if there were nothing more to say. */
    void cut();

    /** Closes the connection in order, in the midst of the stream. */
    void drop();
}
