package io.github.mlxgguf.embedded.engine;

/** Makes a ready engine from a model. */
@FunctionalInterface
public interface EngineLoader {
    /**
     * Loads and returns when the first prompt may come.
     *
     * @throws EngineException if the library or the model cannot be used; the message names the cure
     */
    Engine load(EngineSettings settings) throws EngineException;
}
