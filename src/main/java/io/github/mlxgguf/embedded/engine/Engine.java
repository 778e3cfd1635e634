package io.github.mlxgguf.embedded.engine;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A loaded model that answers prompts. Safe for use by several threads; each call blocks its thread. */
public interface Engine extends AutoCloseable {
    /** Name and version, for example {@code llama.cpp} and {@code b4916}. */
    EngineIdentity identity();

    /**
     * Answers one prompt, after waiting for a free slot if all are busy.
     *
     * @return the engine's own counts and timings, or empty if the listener ended the answer
     * @throws PromptTooLongException before anything is computed, if the prompt does not fit the context
     * @throws EngineException if the engine gives up
     */
    Optional<GenerationResult> generate(GenerationTask task, GenerationListener listener) throws EngineException;

    /** What is known about the load; null if the engine cannot tell. */
    default @Nullable LoadStamps loadStamps() {
        return null;
    }

    /** Makes no promise that memory comes back before the process ends. */
    @Override
    void close();
}
