package io.github.mlxgguf.embedded.simulation;

/**
 * An unload as it really was. Times as in {@link TruthLine}.
 *
 * @param requestedNs the server began to end the worker
 * @param goneNs the worker had ended
 */
public record UnloadTruth(
        String instanceId, String modelKey, int loadNumber, long workerPid, long requestedNs, long goneNs)
        implements TruthLine {}
