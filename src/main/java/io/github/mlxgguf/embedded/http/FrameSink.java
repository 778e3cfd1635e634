package io.github.mlxgguf.embedded.http;

/** Takes whole events as bytes and decides how they leave. */
interface FrameSink {
    /**
     * One event with its empty line.
     *
     * @param text whether it carries some of the answer
     */
    void frame(byte[] bytes, boolean text);

    /** Sends what was held back. */
    void flush();

    /** Each event in a chunk and a segment of its own. */
    static FrameSink plain(ByteStream out) {
        return new FrameSink() {
            @Override
            public void frame(byte[] bytes, boolean text) {
                out.chunk(bytes);
            }

            @Override
            public void flush() {}
        };
    }
}
