package io.github.mlxgguf.embedded.http;

import java.util.Arrays;

/** Cuts a character of several bytes in two: by turns with a chunk's end, and with a segment's end inside a chunk. */
final class SplitFrames implements FrameSink {
    private static final int NONE = -1;

    private final ByteStream out;
    private boolean byChunk = true;

    SplitFrames(ByteStream out) {
        this.out = out;
    }

    @Override
    public void frame(Frame frame) {
        byte[] bytes = frame.bytes();
        int cut = insideCharacter(bytes);
        if (cut == NONE) {
            out.chunk(bytes, frame.sentNs());
        } else if (byChunk) {
            out.chunk(Arrays.copyOfRange(bytes, 0, cut), SplitFrames::unstamped);
            out.gap();
            out.chunk(Arrays.copyOfRange(bytes, cut, bytes.length), frame.sentNs());
            byChunk = false;
        } else {
            out.chunkInTwoSegments(bytes, cut, frame.sentNs());
            byChunk = true;
        }
    }

    @Override
    public void flush() {}

    /** The index of the second byte of the first character that has one. */
    private static int insideCharacter(byte[] utf8) {
        for (int i = 0; i < utf8.length; i++) {
            if ((utf8[i] & 0xC0) == 0x80) {
                return i;
            }
        }
        return NONE;
    }

    /** For what the truth does not ask about. */
    private static void unstamped(long momentNs) {}
}
