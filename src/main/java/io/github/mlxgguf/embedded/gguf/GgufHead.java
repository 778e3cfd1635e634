package io.github.mlxgguf.embedded.gguf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Turns metadata and tensor heads into the bytes that stand before the tensor data.
 *
 * <p>Format: GGUF version 3, little-endian, as described in {@code docs/gguf.md} of ggml.
 */
final class GgufHead {
    /** Tensor data begin at multiples of this; the default of the format. */
    static final int ALIGNMENT = 32;

    private static final int VERSION = 3;
    private static final int TYPE_UINT32 = 4;
    private static final int TYPE_INT32 = 5;
    private static final int TYPE_FLOAT32 = 6;
    private static final int TYPE_BOOL = 7;
    private static final int TYPE_STRING = 8;
    private static final int TYPE_ARRAY = 9;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private GgufHead() {}

    /** The head, padded so that the first tensor may follow at once. */
    static byte[] encode(Metadata metadata, List<Tensor> tensors) {
        GgufHead head = new GgufHead();
        head.out.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        head.int32(VERSION);
        head.int64(tensors.size());
        head.int64(metadata.values().size());
        metadata.values().entrySet().forEach(head::entry);
        long offset = 0;
        for (Tensor tensor : tensors) {
            head.tensor(tensor, offset);
            offset += padded(tensor.byteSize());
        }
        head.out.writeBytes(new byte[(int) (padded(head.out.size()) - head.out.size())]);
        return head.out.toByteArray();
    }

    static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void entry(Map.Entry<String, Object> entry) {
        string(entry.getKey());
        Object value = entry.getValue();
        if (value instanceof String text) {
            int32(TYPE_STRING);
            string(text);
        } else if (value instanceof Integer number) {
            int32(TYPE_UINT32);
            int32(number);
        } else if (value instanceof Float number) {
            int32(TYPE_FLOAT32);
            int32(Float.floatToRawIntBits(number));
        } else if (value instanceof Boolean flag) {
            int32(TYPE_BOOL);
            out.write(flag ? 1 : 0);
        } else {
            array(value);
        }
    }

    private void array(Object value) {
        int32(TYPE_ARRAY);
        if (value instanceof String[] texts) {
            arrayHead(TYPE_STRING, texts.length);
            for (String text : texts) {
                string(text);
            }
        } else if (value instanceof float[] numbers) {
            arrayHead(TYPE_FLOAT32, numbers.length);
            for (float number : numbers) {
                int32(Float.floatToRawIntBits(number));
            }
        } else if (value instanceof int[] numbers) {
            arrayHead(TYPE_INT32, numbers.length);
            for (int number : numbers) {
                int32(number);
            }
        } else {
            throw new IllegalArgumentException("No GGUF type for " + value.getClass());
        }
    }

    private void arrayHead(int type, int length) {
        int32(type);
        int64(length);
    }

    private void tensor(Tensor tensor, long offset) {
        string(tensor.name());
        int32(tensor.isVector() ? 1 : tensor.isStack() ? 3 : 2);
        int64(tensor.rowLength());
        if (!tensor.isVector()) {
            int64(tensor.rows());
        }
        if (tensor.isStack()) {
            int64(tensor.matrices());
        }
        int32(tensor.type().id());
        int64(offset);
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int64(bytes.length);
        out.writeBytes(bytes);
    }

    private void int32(int value) {
        out.writeBytes(buffer(Integer.BYTES).putInt(value).array());
    }

    private void int64(long value) {
        out.writeBytes(buffer(Long.BYTES).putLong(value).array());
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
