package io.github.mlxgguf.embedded.engine;

/** Hears how an answer grows, on the thread that asked for it. */
public interface GenerationListener {
    /** The prompt fits; it waits for a slot or is computed. Called once, before any piece. */
    void accepted();

    /**
     * Some more text. A piece is whole characters of one or more tokens: pieces are not tokens.
     *
     * @return whether to go on
     */
    boolean piece(String text);
}
