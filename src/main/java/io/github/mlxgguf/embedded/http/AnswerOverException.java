package io.github.mlxgguf.embedded.http;

import org.jspecify.annotations.Nullable;

/** Nothing more of an answer is wanted, although the engine has more. */
final class AnswerOverException extends Exception {
    private static final long serialVersionUID = 1L;

    private final @Nullable String failure;

    private AnswerOverException(@Nullable String failure) {
        super(failure);
        this.failure = failure;
    }

    /** The client has got its last byte already. */
    static AnswerOverException silently() {
        return new AnswerOverException(null);
    }

    /** The client is to be told what went wrong. */
    static AnswerOverException because(String failure) {
        return new AnswerOverException(failure);
    }

    /** What the client is to be told, or null if there is nobody to tell. */
    @Nullable
    String failure() {
        return failure;
    }
}
