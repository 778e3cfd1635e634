package io.github.mlxgguf.record;

import io.github.mlxgguf.server.ServerFailure;

/**
 * Why something did not work.
 *
 * @param kind a stable id: one of {@link ServerFailure#kind()}, {@code assertion} or {@code internal}
 * @param message what was expected, what was found, where, and the cure
 */
public record FailureInfo(String kind, String message) {
    /** A failure as a record shows it. */
    public static FailureInfo of(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof ServerFailure failure) {
            return new FailureInfo(failure.kind(), message);
        }
        return new FailureInfo(cause instanceof AssertionError ? "assertion" : "internal", message);
    }
}
