package io.github.mlxgguf.embedded.worker;

/**
 * What a load call can choose, with nothing left open.
 *
 * @param contextLength tokens that each request may use for prompt and answer together, also with several slots. llama.cpp
 *     divides its cache among its slots, so it gets this times {@code parallel}. LM Studio has all slots of a GGUF model share one
 *     cache by default; there too a request may use all of it, but not all requests at once
 * @param parallel answers computed at once; further requests wait in the order in which they came
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
    /** Far above any scenario; each slot costs the memory of a whole context, so more is a slip of the pen. */
    public static final int MOST_PARALLEL = 64;
    /** Also the default of llama.cpp and LM Studio. */
    public static final int DEFAULT_EVAL_BATCH_SIZE = 512;
}
