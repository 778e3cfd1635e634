package io.github.mlxgguf.embedded.engine;

/** The engine could not do it; the message says why and, where there is one, the cure. */
public class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
