package io.github.mlxgguf.embedded.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A load as it really was; written when the model is ready. Times as in {@link TruthLine}.
 *
 * @param requestedNs the server began to start the worker
 * @param engineStartNs the engine in the worker began
 * @param engineReadyNs the engine was ready
 * @param readyNs the server knew it
 * @param residentBytes allocated and touched for the model
 * @param mappedBytes mapped from a file and touched for the model
 * @param anonymousBeforeBytes anonymous memory of the worker just before that, on Linux; null elsewhere
 * @param anonymousAfterBytes the same when the engine was ready
 * @param fileBeforeBytes resident pages of files of the worker just before the load, on Linux; null elsewhere
 * @param fileAfterBytes the same when the engine was ready
 */
public record LoadTruth(
        String instanceId,
        String modelKey,
        int loadNumber,
        long workerPid,
        long requestedNs,
        long engineStartNs,
        long engineReadyNs,
        long readyNs,
        long residentBytes,
        long mappedBytes,
        @Nullable Long anonymousBeforeBytes,
        @Nullable Long anonymousAfterBytes,
        @Nullable Long fileBeforeBytes,
        @Nullable Long fileAfterBytes)
        implements TruthLine {}
