package io.github.mlxgguf.embedded.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.List;

/** Writes a GGUF file row by row, so that memory does not depend on the size of the model. */
final class GgufWriter {
    private static final int BUFFER_BYTES = 1 << 20;

    private GgufWriter() {}

    /** Where the numbers of a tensor come from. */
    @FunctionalInterface
    interface RowSource {
        /**
         * Fills {@code row}, whose length is the row length of the tensor.
         *
         * @param rowIndex counted over all matrices of the tensor
         */
        void fill(Tensor tensor, int rowIndex, float[] row);
    }

    /** Writes head and tensors, each tensor padded to the alignment. */
    static void write(WritableByteChannel channel, Metadata metadata, List<Tensor> tensors, RowSource source)
            throws IOException {
        writeFully(channel, ByteBuffer.wrap(GgufHead.encode(metadata, tensors)));
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : tensors) {
            writeTensor(channel, buffer, tensor, source);
        }
        flush(channel, buffer);
    }

    /** The size of the whole file in bytes. */
    static long fileBytes(Metadata metadata, List<Tensor> tensors) {
        long data = tensors.stream()
                .mapToLong(tensor -> GgufHead.padded(tensor.byteSize()))
                .sum();
        return GgufHead.encode(metadata, tensors).length + data;
    }

    private static void writeTensor(WritableByteChannel channel, ByteBuffer buffer, Tensor tensor, RowSource source)
            throws IOException {
        float[] row = new float[tensor.rowLength()];
        for (int i = 0; i < tensor.allRows(); i++) {
            if (buffer.remaining() < tensor.rowBytes()) {
                flush(channel, buffer);
            }
            source.fill(tensor, i, row);
            RowEncoder.encode(tensor.type(), row, buffer);
        }
        flush(channel, buffer);
        buffer.put(new byte[(int) (GgufHead.padded(tensor.byteSize()) - tensor.byteSize())]);
    }

    private static void flush(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        buffer.flip();
        writeFully(channel, buffer);
        buffer.clear();
    }

    private static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
