package io.github.mlxgguf.record;

/** A results folder or a file in it cannot be used; the message says which, why, and the cure. */
public final class ResultsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A mistake that its user can see from the message alone. */
    public ResultsException(String message) {
        super(message);
    }

    /** The same with what the file system said. */
    public ResultsException(String message, Throwable cause) {
        super(message, cause);
    }
}
