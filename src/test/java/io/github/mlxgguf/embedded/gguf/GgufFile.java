package io.github.mlxgguf.embedded.gguf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** A GGUF file read back by the format's description alone, with nothing of the code that wrote it but the half floats. */
final class GgufFile {
    private static final int ALIGNMENT = 32;

    private final ByteBuffer bytes;
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, TensorHead> tensors = new LinkedHashMap<>();
    private final int dataStart;

    /** A tensor as the head describes it; dimensions from the innermost, offset from the start of the data. */
    record TensorHead(List<Long> dimensions, int type, long offset) {}

    GgufFile(byte[] file) {
        this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(8);
        long tensorCount = bytes.getLong();
        long entries = bytes.getLong();
        LongStream.range(0, entries).forEach(i -> metadata.put(string(), value(bytes.getInt())));
        LongStream.range(0, tensorCount).forEach(i -> tensors.put(string(), tensor()));
        this.dataStart = (bytes.position() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    static GgufFile of(RandomModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.writeTo(Channels.newChannel(out));
        return new GgufFile(out.toByteArray());
    }

    Map<String, Object> metadata() {
        return metadata;
    }

    Map<String, TensorHead> tensors() {
        return tensors;
    }

    TensorHead head(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    /** All numbers of a tensor, decoded. */
    float[] numbers(String name) {
        TensorHead head = head(name);
        int count = Math.toIntExact(head.dimensions().stream().reduce(1L, Math::multiplyExact));
        int start = dataStart + Math.toIntExact(head.offset());
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = switch (head.type()) {
                case 0 -> bytes.getFloat(start + 4 * i);
                case 1 -> HalfFloat.toFloat(bytes.getShort(start + 2 * i));
                case 8 -> {
                    int block = start + i / 32 * 34;
                    yield HalfFloat.toFloat(bytes.getShort(block)) * bytes.get(block + 2 + i % 32);
                }
                default -> throw new IllegalArgumentException("type " + head.type());
            };
        }
        return numbers;
    }

    private TensorHead tensor() {
        int dimensions = bytes.getInt();
        List<Long> sizes =
                IntStream.range(0, dimensions).mapToObj(i -> bytes.getLong()).toList();
        return new TensorHead(sizes, bytes.getInt(), bytes.getLong());
    }

    private Object value(int type) {
        return switch (type) {
            case 4, 5 -> bytes.getInt();
            case 6 -> bytes.getFloat();
            case 7 -> bytes.get() == 1;
            case 8 -> string();
            case 9 -> {
                int element = bytes.getInt();
                long length = bytes.getLong();
                yield LongStream.range(0, length).mapToObj(i -> value(element)).toList();
            }
            default -> throw new IllegalArgumentException("type " + type);
        };
    }

    private String string() {
        byte[] text = new byte[Math.toIntExact(bytes.getLong())];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
