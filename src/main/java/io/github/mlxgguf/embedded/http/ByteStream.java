package io.github.mlxgguf.embedded.http;

import java.util.function.LongConsumer;

/** The body of an answer that is sent bit by bit, in chunks of the transfer encoding. */
interface ByteStream {
    /**
     * Sends one chunk, at once.
     *
     * @param sentNs gets {@link System#nanoTime()} just before the bytes are handed to the socket, on the thread that does it
     */
    void chunk(byte[] bytes, LongConsumer sentNs);

    /** Sends one chunk whose bytes leave in two TCP segments, cut before index {@code cut}; the second is stamped. */
    void chunkInTwoSegments(byte[] bytes, int cut, LongConsumer sentNs);

    /** Waits until all that was sent has left, and long enough for a reader to see it apart from what follows. */
    void gap();

    /** Completes the body. */
    void end();

    /** Closes the connection in order, but in the midst of the body. */
    void drop();
}
