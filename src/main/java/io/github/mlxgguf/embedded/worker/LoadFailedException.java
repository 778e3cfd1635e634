package io.github.mlxgguf.embedded.worker;

/** A model could not be loaded; the message says why. */
public final class LoadFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    public LoadFailedException(String message) {
        super(message);
    }

    public LoadFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The failure in LM Studio's words. */
    public static LoadFailedException of(String key, String reason) {
        return new LoadFailedException("Failed to load LLM '" + key + "': Error: " + reason);
    }
}
