package io.github.mlxgguf.server;

import java.time.Duration;

/**
 * Something went wrong at the server's side. Each kind has a stable {@link #kind() id}, and a message that says what was
 * expected, what was found, where, and the cure.
 *
 * <p>An assertion error is never used for these: a test that meets one is broken, not failed.
 */
public abstract sealed class ServerFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String kind;

    private ServerFailure(String kind, String message) {
        super(message);
        this.kind = kind;
    }

    private ServerFailure(String kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** The stable id that records carry. */
    public final String kind() {
        return kind;
    }

    /** Nothing answers at the address. */
    public static final class Unreachable extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super("unreachable", message, cause);
        }
    }

    /** Something answers, and it is not LM Studio. */
    public static final class NotLmStudio extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public NotLmStudio(String message) {
            super("not_lm_studio", message);
        }
    }

    /** The server wants a token, or another one. */
    public static final class Unauthorised extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public Unauthorised(String message) {
            super("unauthorised", message);
        }
    }

    /** The server does not have the model, or no such instance is loaded. */
    public static final class ModelNotFound extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public ModelNotFound(String message) {
            super("model_not_found", message);
        }
    }

    /** The memory guardrail refused the load; trying again does not help. */
    public static final class LoadRefused extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public LoadRefused(String message) {
            super("load_refused", message);
        }
    }

    /** The engine died or gave up while it loaded. */
    public static final class LoadFailed extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public LoadFailed(String message) {
            super("load_failed", message);
        }

        public LoadFailed(String message, Throwable cause) {
            super("load_failed", message, cause);
        }
    }

    /** The prompt and its answer do not fit the context, or the context is not the one that was asked for. */
    public static final class ContextRefused extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public ContextRefused(String message) {
            super("context_refused", message);
        }
    }

    /** A phase took longer than its time-out allows. */
    public static final class TimedOut extends ServerFailure {
        private static final long serialVersionUID = 1L;

        private final TimeoutPhase phase;

        /**
         * Puts phase and limit at the end of the message.
         *
         * @param limit the one that was really used; it may be a multiple of the configured one
         */
        public TimedOut(TimeoutPhase phase, Duration limit, String message, Throwable cause) {
            super("timed_out", withLimit(phase, limit, message), cause);
            this.phase = phase;
        }

        /** The same, where nothing was thrown. */
        public TimedOut(TimeoutPhase phase, Duration limit, String message) {
            super("timed_out", withLimit(phase, limit, message));
            this.phase = phase;
        }

        private static String withLimit(TimeoutPhase phase, Duration limit, String message) {
            return message + " (" + phase.label() + " time-out: " + limit.toMillis() / 1000.0 + " s)";
        }

        /** Which time-out ended it. */
        public TimeoutPhase phase() {
            return phase;
        }
    }

    /** The stream ended before its last event. */
    public static final class StreamCut extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public StreamCut(String message, Throwable cause) {
            super("stream_cut", message, cause);
        }

        public StreamCut(String message) {
            super("stream_cut", message);
        }
    }

    /** The stream carried an error event, whatever came after it. */
    public static final class StreamError extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public StreamError(String message) {
            super("stream_error", message);
        }
    }

    /** The process that held the model is gone. */
    public static final class WorkerDied extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public WorkerDied(String message) {
            super("worker_died", message);
        }
    }

    /** Another model than the one asked answered. */
    public static final class WrongModel extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public WrongModel(String message) {
            super("wrong_model", message);
        }
    }

    /** The answer is not what this API says; a newer or another server, or a defect of ours. */
    public static final class Protocol extends ServerFailure {
        private static final long serialVersionUID = 1L;

        public Protocol(String message) {
            super("protocol", message);
        }

        public Protocol(String message, Throwable cause) {
            super("protocol", message, cause);
        }
    }
}
