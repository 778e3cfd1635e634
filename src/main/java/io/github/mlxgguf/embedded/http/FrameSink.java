package io.github.mlxgguf.embedded.http;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** Takes whole events as bytes and decides how they leave. */
interface FrameSink {
    /** Takes one frame. */
    void frame(Frame frame);

    /** Sends what was held back. */
    void flush();

    /** Each event in a chunk and a segment of its own. */
    static FrameSink plain(ByteStream out) {
        return new FrameSink() {
            @Override
            public void frame(Frame frame) {
                out.chunk(frame.bytes(), frame.sentNs());
            }

            @Override
            public void flush() {}
        };
    }

    /**
     * One event with its empty line, or several.
     *
     * @param text as it is sent, in UTF-8
     * @param answer whether it carries some of the answer
     * @param sentNs gets the moment just before the last bytes are handed to the socket
     */
    record Frame(String text, boolean answer, LongConsumer sentNs) {
        byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
