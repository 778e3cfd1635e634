package io.github.mlxgguf.lmstudio;

/**
 * Tells whether an instance is still at work. The REST API does not say; {@code lms ps --json} does.
 *
 * <p>It is asked once a second at most, and only after a generation that was cancelled or failed.
 */
@FunctionalInterface
public interface IdleProbe {
    /** Nobody can tell: the client asks the server for one throw-away token instead. */
    IdleProbe UNKNOWN = instanceId -> State.UNKNOWN;

    /** What the instance does now; any thread may ask. */
    State state(String instanceId);

    /** What an instance does. */
    enum State {
        /** Nothing. */
        IDLE,
        /** It works on a prompt or an answer. */
        BUSY,
        /** It is not loaded any more. */
        GONE,
        /** That could not be found out. */
        UNKNOWN
    }
}
