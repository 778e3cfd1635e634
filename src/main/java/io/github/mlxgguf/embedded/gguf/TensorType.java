package io.github.mlxgguf.embedded.gguf;

/**
 * How the numbers of a tensor are stored.
 *
 * <p>Ids, block lengths and block sizes are those of ggml ({@code ggml.h}, {@code ggml-common.h}).
 */
public enum TensorType {
    /** Four-byte floats. */
    F32(0, 1, 4),
    /** IEEE half precision. */
    F16(1, 1, 2),
    /** Blocks of 32 signed bytes that share one half-precision scale. */
    Q8_0(8, 32, 34);

    private final int id;
    private final int blockLength;
    private final int blockBytes;

    TensorType(int id, int blockLength, int blockBytes) {
        this.id = id;
        this.blockLength = blockLength;
        this.blockBytes = blockBytes;
    }

    int id() {
        return id;
    }

    /**
     * Bytes that so many numbers of one row take.
     *
     * @throws IllegalArgumentException if a row does not end with a whole block
     */
    long byteSize(long elements) {
        if (elements % blockLength != 0) {
            throw new IllegalArgumentException("A row of " + name() + " holds a multiple of " + blockLength
                    + " numbers, but this one has " + elements);
        }
        return elements / blockLength * blockBytes;
    }
}
