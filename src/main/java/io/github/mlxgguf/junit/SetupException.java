package io.github.mlxgguf.junit;

/**
 * The run cannot start: a wrong config, no server, a model in the way. The message is written for the user, and there is no
 * stack trace, because nothing in the suite went wrong.
 */
final class SetupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SetupException(String message) {
        super("The benchmark cannot start: " + message, null, false, false);
    }
}
