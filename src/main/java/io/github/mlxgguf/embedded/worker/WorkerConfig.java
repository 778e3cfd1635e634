package io.github.mlxgguf.embedded.worker;

/**
 * What a load call can choose, with nothing left open.
 *
 * @param contextLength tokens for each slot
 * @param mmap whether weights are file-backed; never asked for over HTTP
 */
public record WorkerConfig(
        int contextLength,
        int parallel,
        int evalBatchSize,
        boolean flashAttention,
        boolean offloadKvCacheToGpu,
        boolean mmap) {
    /** LM Studio's own default for a model without settings. */
    public static final int DEFAULT_CONTEXT_LENGTH = 4096;
    /** One: each slot costs a key-value cache of its own here, unlike in LM Studio, whose default is 4. */
    public static final int DEFAULT_PARALLEL = 1;
    /** Also the default of llama.cpp and LM Studio. */
    public static final int DEFAULT_EVAL_BATCH_SIZE = 512;
}
