package io.github.mlxgguf.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;

/** One request and its answer. A route answers exactly once, from any thread. */
interface Exchange {
    /** For example {@code POST}. */
    String method();

    /** Without the query. */
    String path();

    byte[] body();

    /** Answers with a JSON body. */
    void json(int status, JsonNode body);

    /** Answers with an event stream: sends the head at once. */
    EventStream events();

    /** When the last byte of the request had been read, in {@link System#nanoTime()}. */
    long receivedNs();

    /** Runs the action when everything sent so far is handed to the socket, or lost; not on the caller's thread. */
    void afterLastByte(Runnable action);

    /** Runs the action when the client goes away before the answer is complete; at once if it has gone. */
    void onDisconnect(Runnable action);
}
