package io.github.mlxgguf.embedded.engine;

/**
 * What an engine that knows its own truth says about one piece.
 *
 * @param tokens in this piece
 * @param lastTokenNs when the last of them was made, in {@link System#nanoTime()} of the engine's process
 */
public record PieceStamp(int tokens, long lastTokenNs) {}
