package io.github.mlxgguf.junit;

import org.opentest4j.TestAbortedException;

/** The run was interrupted while a cell was open; the cell is neither passed nor failed. */
final class InterruptedRunException extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    InterruptedRunException() {
        super("the run was interrupted");
    }
}
