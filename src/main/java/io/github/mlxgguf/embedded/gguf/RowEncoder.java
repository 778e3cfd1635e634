package io.github.mlxgguf.embedded.gguf;

import java.nio.ByteBuffer;

/** Writes one row of numbers in the encoding of a tensor type, little-endian as the buffer must be. */
final class RowEncoder {
    private static final int Q8_BLOCK = 32;
    private static final float Q8_LIMIT = 127f;

    private RowEncoder() {}

    /** Appends the row at the position of {@code out}. */
    static void encode(TensorType type, float[] row, ByteBuffer out) {
        switch (type) {
            case F32 -> {
                for (float value : row) {
                    out.putFloat(value);
                }
            }
            case F16 -> {
                for (float value : row) {
                    out.putShort(HalfFloat.fromFloat(value));
                }
            }
            case Q8_0 -> {
                for (int start = 0; start < row.length; start += Q8_BLOCK) {
                    encodeQ8Block(row, start, out);
                }
            }
        }
    }

    /** The reference quantisation of ggml ({@code quantize_row_q8_0_ref}): the scale is the largest magnitude over 127. */
    private static void encodeQ8Block(float[] row, int start, ByteBuffer out) {
        float largest = 0;
        for (int i = start; i < start + Q8_BLOCK; i++) {
            largest = Math.max(largest, Math.abs(row[i]));
        }
        float scale = largest / Q8_LIMIT;
        float inverse = scale == 0 ? 0 : 1 / scale;
        out.putShort(HalfFloat.fromFloat(scale));
        for (int i = start; i < start + Q8_BLOCK; i++) {
            out.put((byte) Math.round(row[i] * inverse));
        }
    }
}
