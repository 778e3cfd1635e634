package io.github.mlxgguf.server;

import io.github.mlxgguf.trace.GenerationTrace;
import java.util.List;

/**
 * A server of language models: LM Studio, or one that speaks like it.
 *
 * <p>Every method may throw a {@link ServerFailure} that names what was expected, what was found, where, and the cure. Loads
 * and generations are never retried: a repeated load makes a second copy, a repeated generation is another measurement.
 */
public interface ModelServer extends AutoCloseable {
    /** The address in use, for example {@code http://127.0.0.1:1234}. */
    String baseUrl();

    /** Everything the server has downloaded, loaded or not. */
    List<ModelEntry> models();

    /**
     * Loads a model and waits until it is ready.
     *
     * @throws ServerFailure.ModelNotFound if the server does not have it
     * @throws ServerFailure.LoadRefused if the memory guardrail said no
     * @throws ServerFailure.LoadFailed if the engine died
     * @throws ServerFailure.TimedOut if it takes longer than the load time-out
     */
    LoadedModel load(LoadRequest request);

    /**
     * Unloads an instance by the id that the server gave it.
     *
     * @throws ServerFailure.ModelNotFound if no such instance is loaded
     */
    void unload(String instanceId);

    /**
     * Streams one generation and returns when it has ended. Runs on the caller's thread.
     *
     * @throws ServerFailure if it did not end as it should; nothing measured is returned then
     */
    GenerationTrace generate(LoadedModel model, GenerationRequest request);

    /**
     * Waits until the server has stopped to work on what was cancelled or failed: it finishes a prompt first. Returns at once
     * if the last generation of this instance ended well. {@link #generate} does the same by itself.
     *
     * @throws ServerFailure if the server did not become idle, or can no longer be asked
     */
    default void awaitIdle(LoadedModel model) {}

    /** Ends whatever request is open, from any thread; its caller gets a {@link ServerFailure.StreamCut}. */
    void cancelAll();

    /** Releases connections; what is loaded stays loaded. */
    @Override
    void close();
}
