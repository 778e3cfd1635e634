package io.github.mlxgguf.embedded.script;

/** What goes wrong when a {@link Fault} strikes. */
public enum FaultKind {
    /** Load: refused by the memory guardrail, status 500. */
    GUARDRAIL,
    /** Load: the engine dies while it loads, status 500. */
    ENGINE_CRASH,
    /** Load: takes {@code seconds} longer. */
    SLOW_LOAD,
    /** Unload: answered at once, while the worker keeps its memory for {@code seconds} longer. */
    LINGERING_WORKER,
    /** Any: status 401, a token is missing. */
    UNAUTHORISED,
    /** Any: status 503 without a body of use, and a Retry-After of a second. */
    BUSY,
    /** Any: status 500 of the server itself. */
    INTERNAL_ERROR,
    /** Any: status 200 and a body that is not JSON. */
    GARBAGE,
    /** Any: the connection is reset before a byte of the answer. */
    RESET,
    /** Chat: the prompt does not fit; status 400 with an error that is plain text. */
    OVERFLOW,
    /** Chat: the same as an error event inside the stream. */
    OVERFLOW_EVENT,
    /** Chat: an error event after some text, then {@code chat.end} with the partial answer. */
    ERROR_THEN_END,
    /** Chat: the stream ends in order after some text, without {@code chat.end}. */
    STREAM_CUT,
    /** Chat: the connection is closed in order after some text, in the midst of the stream. */
    STREAM_DROPPED,
    /** Chat: the connection is reset after some text. */
    STREAM_RESET,
    /** Chat: nothing comes for {@code seconds} after some text. */
    SILENCE,
    /** Chat: the worker process dies after some text. */
    WORKER_DIES,
    /** Chat: another instance's id in the answer. */
    WRONG_MODEL,
    /** Chat: load events inside the stream, as if the model had been unloaded in between. */
    JIT_LOAD,
    /** Chat: a stream without a single event. */
    EMPTY_STREAM,
    /** Chat: an event whose data is not JSON, after some text. */
    GARBAGE_EVENT
}
