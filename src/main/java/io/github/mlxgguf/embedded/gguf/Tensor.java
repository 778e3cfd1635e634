package io.github.mlxgguf.embedded.gguf;

/**
 * The head of one tensor.
 *
 * @param rowLength numbers in a row, the dimension that lies together in the file
 * @param rows 1 for a vector
 */
record Tensor(String name, TensorType type, int rowLength, int rows) {
    boolean isVector() {
        return rows == 1;
    }

    long rowBytes() {
        return type.byteSize(rowLength);
    }

    long byteSize() {
        return rowBytes() * rows;
    }
}
