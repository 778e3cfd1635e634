package io.github.mlxgguf.embedded.gguf;

/**
 * The head of one tensor: a vector, a matrix, or a stack of matrices.
 *
 * @param rowLength numbers in a row, the dimension that lies together in the file
 * @param rows of each matrix; 1 for a vector
 * @param matrices one after the other; 1 where it is not a stack
 */
record Tensor(String name, TensorType type, int rowLength, int rows, int matrices) {
    /** A vector or a matrix. */
    Tensor(String name, TensorType type, int rowLength, int rows) {
        this(name, type, rowLength, rows, 1);
    }

    boolean isVector() {
        return allRows() == 1;
    }

    boolean isStack() {
        return matrices > 1;
    }

    /** Rows of all matrices together. */
    int allRows() {
        return rows * matrices;
    }

    long rowBytes() {
        return type.byteSize(rowLength);
    }

    long byteSize() {
        return rowBytes() * allRows();
    }
}
