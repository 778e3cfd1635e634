package io.github.mlxgguf.trace;

/**
 * One piece of generated text as it arrived. A piece is not a token: servers hold text back and send several at once.
 *
 * @param atNs when it was read off the socket, in nanoseconds of the session clock
 * @param kind reasoning or answer
 * @param chars length of the text in UTF-16 units, above 0
 * @param read number of the socket read that brought it; two events with the same number share one arrival time
 */
public record TextEvent(long atNs, Kind kind, int chars, int read) {
    /** What kind of text the model produced. */
    public enum Kind {
        /** Thinking aloud, before the answer. */
        REASONING,
        /** The answer itself. */
        ANSWER
    }
}
