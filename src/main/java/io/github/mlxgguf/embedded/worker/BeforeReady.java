package io.github.mlxgguf.embedded.worker;

/** What happens after the engine has loaded a model and before the server calls it loaded. */
@FunctionalInterface
public interface BeforeReady {
    /** At once. */
    BeforeReady NOTHING = () -> {};

    /**
     * Takes its time.
     *
     * @throws LoadFailedException to give the load up
     */
    void run() throws LoadFailedException, InterruptedException;
}
