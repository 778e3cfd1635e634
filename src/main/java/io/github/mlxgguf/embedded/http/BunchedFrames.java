package io.github.mlxgguf.embedded.http;

import java.io.ByteArrayOutputStream;

/** Events with text leave in bunches, each in one chunk. */
final class BunchedFrames implements FrameSink {
    /** As many text events share a chunk. */
    static final int BUNCH = 4;

    private final FrameSink next;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private int count;

    BunchedFrames(FrameSink next) {
        this.next = next;
    }

    @Override
    public void frame(byte[] bytes, boolean text) {
        if (!text) {
            flush();
            next.frame(bytes, false);
            return;
        }
        held.writeBytes(bytes);
        count++;
        if (count == BUNCH) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (count > 0) {
            next.frame(held.toByteArray(), true);
            held.reset();
            count = 0;
        }
        next.flush();
    }
}
