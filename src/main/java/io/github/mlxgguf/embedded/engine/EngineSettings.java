package io.github.mlxgguf.embedded.engine;

import java.nio.file.Path;

/**
 * How a model is loaded.
 *
 * @param modelFile for a simulated model the script
 * @param modelKey which model it is in the server's list
 * @param loadNumber the how many-th load of that key in this server, from 1
 * @param contextLength tokens of prompt and answer together, for each slot
 * @param parallel number of slots, that is of answers computed at once
 * @param evalBatchSize prompt tokens computed in one go
 * @param flashAttention whether to use the fused attention kernels
 * @param offloadKeyValueCache whether the cache may live on a GPU; without a GPU it has no effect
 * @param mmap whether weights stay file-backed pages; off, they are memory of the worker's own
 * @param nativeLibraries a directory where native libraries are kept, unpacked on first use
 * @param ownOutput a file that gets, at once, what this process prints on standard error
 */
public record EngineSettings(
        Path modelFile,
        String modelKey,
        int loadNumber,
        int contextLength,
        int parallel,
        int evalBatchSize,
        boolean flashAttention,
        boolean offloadKeyValueCache,
        boolean mmap,
        Path nativeLibraries,
        Path ownOutput) {}
