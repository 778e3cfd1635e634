package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request and its answer. A route answers exactly once, from any thread. */
interface Exchange {
    /** For example {@code POST}. */
    String method();

    /** Without the query. */
    String path();

    /** A header of the request, or null. */
    @Nullable
    String header(String name);

    byte[] body();

    /** Answers with a JSON body. */
    void json(int status, JsonNode body);

    /** Answers with any text, in UTF-8. */
    void text(int status, String contentType, String text, Map<String, String> moreHeaders);

    /** Answers with an event stream: sends the head at once. */
    ByteStream events();

    /** Resets the connection: what was sent has left, and nothing more comes. */
    void reset();

    /** When the last byte of the request had been read, in {@link System#nanoTime()}. */
    long receivedNs();

    /** Runs the action when everything sent so far is handed to the socket, or lost; not on the caller's thread. */
    void afterLastByte(Runnable action);

    /** Runs the action when the client goes away before the answer is complete; at once if it has gone. */
    void onDisconnect(Runnable action);

    /**
     * Waits, but not for a client that goes away.
     *
     * @return whether the client is still there
     */
    boolean pause(Duration time) throws InterruptedException;
}
