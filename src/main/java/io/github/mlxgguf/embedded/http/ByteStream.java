package io.github.mlxgguf.embedded.http;

/** The body of an answer that is sent bit by bit, in chunks of the transfer encoding. */
interface ByteStream {
    /** Sends one chunk, at once. */
    void chunk(byte[] bytes);

    /** Sends one chunk whose bytes leave in two TCP segments, cut before index {@code cut}. */
    void chunkInTwoSegments(byte[] bytes, int cut);

    /** Waits until all that was sent has left, and long enough for a reader to see it apart from what follows. */
    void gap();

    /** Completes the body. */
    void end();

    /** Closes the connection in order, but in the midst of the body. */
    void drop();
}
