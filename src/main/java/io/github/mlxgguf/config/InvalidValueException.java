package io.github.mlxgguf.config;

/** A single value that cannot be used; the message says what was found and what is allowed, but not where. */
final class InvalidValueException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    InvalidValueException(String explanation) {
        super(explanation);
        this.explanation = explanation;
    }

    /** The message, which is never null here. */
    String explanation() {
        return explanation;
    }

    static InvalidValueException of(String found, String allowed) {
        return new InvalidValueException("found " + found + "; allowed: " + allowed + ".");
    }
}
