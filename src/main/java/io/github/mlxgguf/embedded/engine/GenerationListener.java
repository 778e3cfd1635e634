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

    /**
     * A piece of which the engine knows more.
     *
     * @param reasoning whether it is thought before the answer, not part of it
     * @return whether to go on
     */
    default boolean piece(String text, boolean reasoning, PieceStamp stamp) {
        return piece(text);
    }

    /** Whether nobody waits for the answer any more; for engines that look more often than once a piece. */
    default boolean cancelled() {
        return false;
    }

    /** Called last, however the answer ended, by engines that know their own truth. */
    default void finished(EngineStamps stamps) {}
}
